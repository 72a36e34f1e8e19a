//! What the database holds in the end, and whether it adds up.

use std::path::Path;

use anyhow::ensure;
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use crate::database;

pub(crate) struct Audit {
    pub(crate) orders: i64,
    pub(crate) items: Vec<Item>,
}

pub(crate) struct Item {
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) opening: i64,
    pub(crate) sold: i64,
    pub(crate) in_stock: i64,
    /// What was sold, in cents.
    pub(crate) turnover: i64,
}

/// Reads the database afresh, after every task has ended and every connection is closed.
///
/// # Errors
///
/// When an order is there in part, when the stock does not add up, and when the database cannot be read.
pub(crate) async fn audit(path: &Path) -> anyhow::Result<Audit> {
    let mut connection = database::options(path).connect().await?;
    let orders = sqlx::query_scalar("SELECT count(*) FROM orders")
        .fetch_one(&mut connection)
        .await?;
    let partial: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM orders WHERE pieces IS NOT
            (SELECT sum(quantity) FROM order_lines WHERE order_id = id)",
    )
    .fetch_all(&mut connection)
    .await?;
    let rows = sqlx::query(
        "SELECT sku, name, price, opening, in_stock, ifnull(sum(quantity), 0) AS sold
         FROM items LEFT JOIN order_lines USING (sku) GROUP BY sku ORDER BY sku",
    )
    .fetch_all(&mut connection)
    .await?;
    connection.close().await?;

    ensure!(partial.is_empty(), "orders are there in part: {partial:?}");
    let mut items = Vec::new();
    for row in rows {
        let sold = row.try_get("sold")?;
        let item = Item {
            sku: row.try_get("sku")?,
            name: row.try_get("name")?,
            opening: row.try_get("opening")?,
            sold,
            in_stock: row.try_get("in_stock")?,
            turnover: sold * row.try_get::<i64, _>("price")?,
        };
        ensure!(
            item.opening - item.sold == item.in_stock,
            "the stock of {} does not add up: {} - {} is not {}",
            item.sku,
            item.opening,
            item.sold,
            item.in_stock
        );
        items.push(item);
    }
    Ok(Audit { orders, items })
}
