public import Procurement

/// Money as people say it.
public enum Money {
    /// "£1,150", with pence only when there are some.
    public static func amount(_ pence: Pence) -> String { tr(pence.words) }

    public static func aWeek(_ pence: Pence) -> String {
        tr("{amount} a week", ["amount": amount(pence)])
    }

    /// "£40 less than the budget", "The same as the budget", "£12 more than the budget".
    public static func against(_ budget: PersonalBudget, price: Pence) -> String {
        let left = budget.left(after: price)
        if left.amount == 0 { return tr("The same as the budget") }
        return left.amount > 0
            ? tr("{amount} less than the budget", ["amount": amount(left)])
            : tr("{amount} more than the budget", ["amount": amount(Pence(-left.amount))])
    }
}
