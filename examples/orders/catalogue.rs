//! What the shop sells, and how much of it there is before the first order.

pub(crate) struct Item {
    pub(crate) sku: &'static str,
    pub(crate) name: &'static str,
    /// In cents.
    pub(crate) price: i64,
    pub(crate) stock: i64,
}

const fn item(sku: &'static str, name: &'static str, price: i64, stock: i64) -> Item {
    Item {
        sku,
        name,
        price,
        stock,
    }
}

pub(crate) const CATALOGUE: [Item; 12] = [
    item("BEAN-DRK-1", "Coffee beans, dark roast, 1 kg", 1_890, 900),
    item("BEAN-LGT-1", "Coffee beans, light roast, 1 kg", 1_990, 900),
    item("CUP-200", "Cup, 200 ml", 950, 800),
    item("CUP-350", "Cup, 350 ml", 1_150, 800),
    item("FILTER-100", "Paper filters, 100", 420, 1_200),
    item("GRIND-ED10", "Grinder, tenth anniversary", 24_900, 12),
    item("GRIND-HAND", "Hand grinder", 6_490, 300),
    item("KETTLE-GN", "Gooseneck kettle", 5_900, 250),
    item("POT-MOKA-3", "Moka pot, 3 cups", 3_250, 250),
    item("PRESS-1L", "French press, 1 l", 3_790, 300),
    item("SCALE-DIG", "Digital scale", 2_980, 300),
    item("TAMPER-58", "Tamper, 58 mm", 2_750, 200),
];
