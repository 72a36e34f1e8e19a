//! Transactions in axum's handlers, against clients that hang up. The page `guide::axum` shows the code of the first
//! half; what it shows stands here to the letter.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::future::pending;
use std::panic;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Router, serve};
use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, with};
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

#[path = "support/page.rs"]
mod page;

thread_local! {
    /// What a test's server has logged. Every test has one thread for its tasks.
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// What a slow payment waits for.
    static PAID: Arc<Notify> = Arc::default();
}

/// Keeps the line, so that the code below is what the page shows.
macro_rules! eprintln {
    ($($text:tt)*) => {{
        let line = format!($($text)*);
        LOG.with_borrow_mut(|lines| lines.push(line));
    }};
}

/// Committed when the block succeeds, rolled back otherwise.
struct Transaction<'c>(sqlx::Transaction<'c, Sqlite>);

impl AsyncContextManager for Transaction<'_> {
    type Value<'a>
        = &'a mut SqliteConnection
    where
        Self: 'a;
    type Exit = sqlx::Result<()>;

    async fn enter(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        Ok(&mut self.0)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> sqlx::Result<()> {
        if outcome.is_success() {
            self.0.commit().await
        } else {
            eprintln!("rolled back: {outcome}");
            self.0.rollback().await
        }
    }

    fn abandon(self, reason: Abandoned) {
        eprintln!("abandoned: {reason}"); // `self.0` is dropped, which rolls back
    }
}

async fn order(
    State(pool): State<SqlitePool>,
    Path(item): Path<String>,
) -> Result<StatusCode, OrderError> {
    with!(async Transaction(pool.begin().await?) as tx => {
        sqlx::query("INSERT INTO orders VALUES (?)")
            .bind(&item)
            .execute(&mut *tx)
            .await?; // an error: rolled back, awaited, and then 500
        if is_ordered_twice(tx, &item).await? {
            return Err(OrderError::Twice); // rolled back, and then 409
        }
        pay(&item).await?; // where clients lose patience
    })?; // the error of COMMIT: 500 as well
    Ok(StatusCode::CREATED)
}

#[derive(Debug)]
enum OrderError {
    Twice,
    NotPaid,
    Database(sqlx::Error),
}

impl IntoResponse for OrderError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Twice => StatusCode::CONFLICT,
            Self::NotPaid => StatusCode::PAYMENT_REQUIRED,
            Self::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, self.to_string()).into_response()
    }
}

async fn order_to_the_end(
    State(pool): State<SqlitePool>,
    Path(item): Path<String>,
) -> Result<StatusCode, OrderError> {
    match tokio::spawn(order(State(pool), Path(item))).await {
        Ok(answer) => answer,
        Err(error) => panic::resume_unwind(error.into_panic()), // nobody aborts it
    }
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice => f.write_str("ordered twice"),
            Self::NotPaid => f.write_str("not paid"),
            Self::Database(error) => error.fmt(f),
        }
    }
}

impl Error for OrderError {}

impl From<sqlx::Error> for OrderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

async fn is_ordered_twice(tx: &mut SqliteConnection, item: &str) -> sqlx::Result<bool> {
    let times: i64 = sqlx::query_scalar("SELECT count(*) FROM orders WHERE item = ?")
        .bind(item)
        .fetch_one(tx)
        .await?;
    Ok(times > 1)
}

/// Pays, in the way that the item's name asks for.
async fn pay(item: &str) -> Result<(), OrderError> {
    eprintln!("pays for {item}");
    match item {
        "on credit" => Err(OrderError::NotPaid),
        "dynamite" => panic!("the payment explodes"),
        "never" => pending().await,
        "slow" => {
            let paid = PAID.with(Arc::clone);
            paid.notified().await;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A server with one connection to its database, so that whoever asks that comes after what was rolled back.
struct Shop {
    pool: SqlitePool,
    address: std::net::SocketAddr,
}

impl Shop {
    async fn open() -> Self {
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect("sqlite::memory:")
            .await
            .unwrap();
        // Whether the item exists is asked by COMMIT.
        let schema = "
            CREATE TABLE items (name TEXT PRIMARY KEY);
            CREATE TABLE orders (item TEXT REFERENCES items (name) DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO items VALUES ('book'), ('on credit'), ('dynamite'), ('never'), ('slow');
        ";
        sqlx::raw_sql(schema).execute(&pool).await.unwrap();
        let router = Router::new()
            .route("/order/{item}", post(order))
            .route("/order-to-the-end/{item}", post(order_to_the_end))
            .with_state(pool.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { serve(listener, router).await });
        Self { pool, address }
    }

    /// A client that has sent its request.
    async fn request(&self, path: &str) -> TcpStream {
        let mut client = TcpStream::connect(self.address).await.unwrap();
        let request = format!("POST {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
        client.write_all(request.as_bytes()).await.unwrap();
        client
    }

    /// The status of the response, and its text; nothing when the server hangs up.
    async fn post(&self, path: &str) -> Option<(u16, String)> {
        let mut client = self.request(path).await;
        let mut response = String::new();
        client.read_to_string(&mut response).await.unwrap();
        let (head, text) = response.split_once("\r\n\r\n")?;
        let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?;
        Some((status.parse().unwrap(), text.to_owned()))
    }

    async fn orders(&self) -> Vec<String> {
        sqlx::query_scalar("SELECT item FROM orders")
            .fetch_all(&self.pool)
            .await
            .unwrap()
    }
}

fn log() -> Vec<String> {
    LOG.with_borrow(Clone::clone)
}

/// Waits until the server has logged that.
async fn logged(line: &str) {
    let start = Instant::now();
    while !log().iter().any(|logged| logged == line) {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "no `{line}` in {:?}",
            log()
        );
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[test]
fn the_page_shows_what_runs() {
    let page = include_str!("../scoped-core/src/guide/axum.md");
    let shown = page::shown(page, "```ignore");
    assert_eq!(shown.len(), 3);
    page::assert_in(include_str!("axum.rs"), &shown);
}

#[tokio::test]
async fn success_commits() {
    let shop = Shop::open().await;
    assert_eq!(shop.post("/order/book").await, Some((201, String::new())));
    assert_eq!(shop.orders().await, ["book"]);
    assert_eq!(log(), ["pays for book"]);
}

#[tokio::test]
async fn error_by_return_rolls_back() {
    let shop = Shop::open().await;
    shop.post("/order/book").await;
    let response = shop.post("/order/book").await;
    assert_eq!(response, Some((409, "ordered twice".to_owned())));
    assert_eq!(shop.orders().await, ["book"]);
    assert_eq!(
        log(),
        ["pays for book", "rolled back: failed: ordered twice"]
    );
}

#[tokio::test]
async fn error_by_question_mark_rolls_back() {
    let shop = Shop::open().await;
    let response = shop.post("/order/on%20credit").await;
    assert_eq!(response, Some((402, "not paid".to_owned())));
    assert!(shop.orders().await.is_empty());
    assert_eq!(
        log(),
        ["pays for on credit", "rolled back: failed: not paid"]
    );
}

#[tokio::test]
async fn error_of_commit_is_the_response() {
    let shop = Shop::open().await;
    let (status, text) = shop.post("/order/unicorn").await.unwrap();
    assert_eq!(status, 500);
    assert!(text.contains("FOREIGN KEY"), "{text}");
    assert!(shop.orders().await.is_empty());
    assert_eq!(log(), ["pays for unicorn"]);
}

#[tokio::test]
async fn panic_rolls_back_and_the_server_goes_on() {
    let shop = Shop::open().await;
    assert_eq!(shop.post("/order/dynamite").await, None);
    assert_eq!(log(), ["pays for dynamite", "abandoned: panicked"]);
    assert!(shop.orders().await.is_empty());
    assert_eq!(shop.post("/order/book").await, Some((201, String::new())));
}

#[tokio::test]
async fn client_that_hangs_up_abandons_the_block() {
    let shop = Shop::open().await;
    let client = shop.request("/order/never").await;
    logged("pays for never").await;
    drop(client);
    logged("abandoned: dropped in the body").await;
    assert!(shop.orders().await.is_empty());
    assert_eq!(shop.post("/order/book").await, Some((201, String::new())));
    assert_eq!(shop.orders().await, ["book"]);
}

#[tokio::test]
async fn spawned_handler_goes_on_when_the_client_has_hung_up() {
    let shop = Shop::open().await;
    let client = shop.request("/order-to-the-end/slow").await;
    logged("pays for slow").await;
    drop(client);
    // For the server to see it, and to do what it would do to a handler that is not spawned.
    tokio::time::sleep(Duration::from_millis(200)).await;
    PAID.with(Arc::clone).notify_one();
    assert_eq!(shop.orders().await, ["slow"]); // waits for the one connection
    assert_eq!(log(), ["pays for slow"]);
}

#[tokio::test]
async fn spawned_handler_hands_on_answer_and_panic() {
    let shop = Shop::open().await;
    assert_eq!(
        shop.post("/order-to-the-end/book").await,
        Some((201, String::new()))
    );
    assert_eq!(shop.post("/order-to-the-end/dynamite").await, None);
    assert_eq!(shop.orders().await, ["book"]);
}
