//! The server, and what is left of it after Ctrl-C.

use std::fs;
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::{PATIENCE, build, finish, interrupt};

struct Server {
    folder: TempDir,
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: SocketAddr,
}

/// How a server ended.
struct End {
    code: Option<i32>,
    stdout: Vec<String>,
    stderr: String,
    log: Vec<String>,
}

fn shutdown(folder: &TempDir, args: &[&str]) -> Command {
    static SHUTDOWN: LazyLock<PathBuf> = LazyLock::new(|| build("shutdown"));
    let mut shutdown = Command::new(&*SHUTDOWN);
    shutdown
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    shutdown
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut child = shutdown(&folder, args).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim_end()
            .strip_prefix("listening on ")
            .unwrap()
            .parse()
            .unwrap();
        Self {
            folder,
            child,
            stdout,
            address,
        }
    }

    fn connect(&self) -> Client {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Client(BufReader::new(stream))
    }

    fn interrupt(&self) {
        interrupt(&self.child);
    }

    fn end(mut self) -> End {
        let output = finish(self.child);
        let mut stdout = String::new();
        self.stdout.read_to_string(&mut stdout).unwrap();
        let log = fs::read_to_string(self.folder.path().join("shutdown.log")).unwrap();
        End {
            code: output.status.code(),
            stdout: lines(&stdout),
            stderr: String::from_utf8(output.stderr).unwrap(),
            log: lines(&log),
        }
    }
}

struct Client(BufReader<TcpStream>);

impl Client {
    fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// Empty when the server has hung up: at once, if it did so before it had read everything.
    fn receive(&mut self) -> String {
        let mut line = String::new();
        match self.0.read_line(&mut line) {
            Err(error) if error.kind() == ErrorKind::ConnectionReset => String::new(),
            read => {
                read.unwrap();
                line.trim_end().to_owned()
            }
        }
    }

    fn name(&self) -> String {
        self.0.get_ref().local_addr().unwrap().to_string()
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[test]
fn requests_in_flight_are_finished() {
    let server = Server::start(&["--grace", "60"]);
    let mut clients: Vec<_> = (0..5).map(|_| server.connect()).collect();
    let mut idle = server.connect();
    idle.send("0 over in no time\n");
    assert_eq!(idle.receive(), "accepted");
    assert_eq!(idle.receive(), "OVER IN NO TIME");
    let mut half = server.connect();
    half.send("10 no end of line");
    for (number, client) in clients.iter_mut().enumerate() {
        // The second one stands behind the first, and is not begun any more.
        client.send(&format!("500 client {number}\n500 again\n"));
        assert_eq!(client.receive(), "accepted");
    }

    server.interrupt();
    let address = server.address;
    assert_eq!(idle.receive(), "");
    assert_eq!(half.receive(), "");
    let names: Vec<_> = clients.iter().map(Client::name).collect();
    for (number, mut client) in clients.into_iter().enumerate() {
        assert_eq!(client.receive(), format!("CLIENT {number}"));
    }
    let end = server.end();
    assert_eq!(end.code, Some(0));
    assert_eq!(end.stderr, "");
    assert!(TcpStream::connect(address).is_err());

    // Inner first, and each is told the same.
    assert_eq!(
        end.stdout,
        [
            "listener closed: completed",
            "workers joined: completed",
            &format!("log flushed, {} lines: completed", end.log.len()),
        ]
    );
    assert_eq!(end.log.first().unwrap(), &format!("listening on {address}"));
    assert_eq!(end.log.last().unwrap(), "end: completed");
    for (number, name) in names.iter().enumerate() {
        let finished = format!("{name} \"500 client {number}\": completed");
        assert!(end.log.contains(&finished), "{finished}");
        assert!(end.log.contains(&format!("{name} left")));
    }
}

#[test]
fn requests_that_take_too_long_are_cut_off() {
    let server = Server::start(&["--grace", "0.2"]);
    let mut client = server.connect();
    client.send("3600000 for an hour\n");
    assert_eq!(client.receive(), "accepted");
    server.interrupt();
    assert_eq!(client.receive(), "");
    let end = server.end();
    assert_eq!(end.code, Some(3));
    assert_eq!(end.stderr, "error: requests cut off after 200ms: 1\n");
    let failed = "failed: requests cut off after 200ms: 1";
    assert_eq!(
        end.stdout,
        [
            "listener closed: completed",
            "workers joined, 1 of them cut off: completed",
            &format!("log flushed, 4 lines: {failed}"),
        ]
    );
    assert_eq!(
        end.log[2..],
        [
            format!("{} \"3600000 for an hour\": left unseen", client.name()),
            format!("end: {failed}"),
        ]
    );
}

/// The future is dropped while it awaits the exit of the workers. Only the log is left to be abandoned.
#[test]
fn a_second_ctrl_c_waits_for_nothing() {
    let mut server = Server::start(&["--grace", "3600"]);
    let mut client = server.connect();
    client.send("3600000 for an hour\n");
    assert_eq!(client.receive(), "accepted");
    server.interrupt();
    let mut closed = String::new();
    server.stdout.read_line(&mut closed).unwrap();
    assert_eq!(closed, "listener closed: completed\n");
    server.interrupt();
    assert_eq!(client.receive(), "");
    let end = server.end();
    assert_eq!(end.code, Some(130));
    assert_eq!(end.stderr, "");
    assert_eq!(end.stdout, ["log abandoned: dropped in the body"]);
    // The workers are cancelled at the same time, and nobody waits for what they have to say.
    assert!(
        end.log
            .contains(&"abandoned: dropped in the body".to_owned())
    );
}

#[test]
fn it_ends_by_itself() {
    let server = Server::start(&["--for", "0.1"]);
    let end = server.end();
    assert_eq!(end.code, Some(0));
    assert_eq!(end.log.last().unwrap(), "end: completed");
}

#[test]
fn an_address_in_use_is_an_error_and_what_was_entered_exits() {
    let server = Server::start(&[]);
    let folder = TempDir::new().unwrap();
    let address = server.address.to_string();
    let output = shutdown(&folder, &["--address", &address])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("error: cannot listen: "), "{error}");
    assert_eq!(error.lines().count(), 1);
    assert_eq!(
        lines(&String::from_utf8(output.stdout).unwrap()),
        [
            "workers joined: failed: cannot listen",
            "log flushed, 1 lines: failed: cannot listen",
        ]
    );
    let log = fs::read_to_string(folder.path().join("shutdown.log")).unwrap();
    assert_eq!(log, "end: failed: cannot listen\n");
    server.interrupt();
    assert_eq!(server.end().code, Some(0));
}

#[test]
fn a_log_that_cannot_be_written_is_an_error() {
    let folder = TempDir::new().unwrap();
    let output = shutdown(&folder, &["--log", "nowhere/shutdown.log"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    let expected = "error: cannot write nowhere/shutdown.log: ";
    assert!(error.starts_with(expected), "{error}");
    assert_eq!(error.lines().count(), 1);
}
