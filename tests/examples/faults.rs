//! The ledger, with everything that can be wrong with a row.

use crate::desk::Desk;

/// Each day but the last has a good row and then a bad one. The days are not in the calendar's order,
/// and there are empty lines.
pub(crate) const FAULTS: &[u8] = b"\xef\xbb\xbf\
id,date,from,to,amount,reverses,memo

A1,2026-05-02,402689,410026,10.00,,fine
A2,2026-05-02,402689,410026,10.00,,one field, too many
B1,2026-05-01,402689,410026,10.00,,fine
B2,2026-05-01,402689,410026,10.00,,Caf\xe9

,2026-05-03,402689,410026,10.00,,no id
D1,2026-05-04,402689,410026,-10.00,,
E1,2026-05-05,402689,410026,0.00,,
F1,2026-05-06,402689,410026,99999999999999999999.00,,
G1,2026-05-07,402689,410026,92233720368547758.07,,
H1,2026-05-08,402689,402689,1.00,,
I1,2026-05-09,402689,,1.00,,
J1,2026-05-10,402689,410026,1e3,,
K1,2026-05-11,402689,410026,5.00,,twice
K1,2026-05-11,402689,410026,5.00,,twice
L1,2026-05-12,402689,410026,7.00,L2,above what it reverses
M1,2026-05-13,402689,\x1b[31m,7.00,,
L2,2026-05-12,402689,410026,7.00,,\"quoted, and \"\"quoted\"\"\"
A3,2026-05-02,402689,410026,10.00,,fine
N1,2026-05-14,402689,410026,\xd9\xa1\xd9\xa2.\xd9\xa3\xd9\xa4,,
O1,2026-05-15,410377,402689,1155.93,,all of it
O2,2026-05-15,402689,410377,1155.93,,and back
O3,2026-05-15,410377,402689,1155.94,,and a cent more
P1,2026-05-16,402689,410026,12.34,,no line end";

#[test]
fn every_fault_costs_its_day_and_nothing_else() {
    let expected = [
        ("2026-05-01", "6: not UTF-8: `Caf\u{fffd}`"),
        ("2026-05-02", "4: expected 7 fields, found 8"),
        ("2026-05-03", "8: the transfer has no id"),
        ("2026-05-04", "9: amount `-10.00`: negative"),
        ("2026-05-05", "10: amount `0.00`: zero"),
        (
            "2026-05-06",
            "11: amount `99999999999999999999.00`: larger than any balance can be",
        ),
        (
            "2026-05-07",
            "12: overdraft: account 402689 holds 530,000.00, 92,233,720,368,547,758.07 to be paid",
        ),
        ("2026-05-08", "13: account `402689` pays itself"),
        ("2026-05-09", "14: unknown account ``"),
        ("2026-05-10", "15: amount `1e3`: not written like `1234.56`"),
        ("2026-05-11", "17: transfer `K1` is booked already"),
        ("2026-05-13", "19: unknown account `\\u{1b}[31m`"),
        (
            "2026-05-14",
            "22: amount `١٢.٣٤`: not written like `1234.56`",
        ),
        (
            "2026-05-15",
            "25: overdraft: account 410377 holds 1,155.93, 1,155.94 to be paid",
        ),
    ];
    let with_carriage_returns: Vec<u8> = FAULTS
        .iter()
        .flat_map(|byte| match byte {
            b'\n' => b"\r\n",
            byte => std::slice::from_ref(byte),
        })
        .copied()
        .collect();
    for faults in [FAULTS, &with_carriage_returns] {
        let desk = Desk::with(faults);
        let report = desk.book(&["transfers.csv"]);
        let rolled_back = report.rolled_back();
        let rolled_back: Vec<_> = rolled_back
            .iter()
            .map(|(day, end)| (*day, end.strip_prefix("transfers.csv:").unwrap()))
            .collect();
        assert_eq!(rolled_back, expected);

        let committed: Vec<_> = report.committed().collect();
        assert_eq!(
            committed,
            [
                &["2026-05-12", "2", "14.00", "committed"],
                &["2026-05-16", "1", "12.34", "committed"],
            ]
        );
        let booked: String = desk
            .database()
            .query_row(
                "SELECT group_concat(line || id) FROM transfers",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(booked, "18L1,20L2,26P1");
        assert_eq!(
            report.balances[8],
            ["410026", "Amara Okafor", "3,917.62", "3,943.96"]
        );
    }
}
