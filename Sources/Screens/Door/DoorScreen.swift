/// A page before the laptop is unlocked: nothing of the caseload is there yet.
protocol DoorScreen: Screen {}
