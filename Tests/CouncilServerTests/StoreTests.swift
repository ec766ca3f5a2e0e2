// The tests of the council server.
