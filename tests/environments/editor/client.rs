//! As much of an editor as asks for completions.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// What rust-analyzer answers when the text has changed meanwhile.
const CONTENT_MODIFIED: i64 = -32801;

/// A running rust-analyzer, with one file open.
pub struct Editor {
    server: Child,
    stdin: ChildStdin,
    messages: Receiver<Value>,
    requests: u64,
    uri: String,
    version: u64,
}

impl Editor {
    /// Opens a file of a package, and waits until that is read.
    pub fn open(package: &Path, file: &str, text: &str) -> io::Result<Self> {
        let mut server = Command::new("rust-analyzer")
            .current_dir(package)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // It logs there.
            .stderr(Stdio::null())
            .spawn()?;
        let stdin = server.stdin.take().expect("it is piped");
        let stdout = server.stdout.take().expect("it is piped");
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let root = format!("file://{}", package.display());
        let mut editor = Self {
            server,
            stdin,
            messages,
            requests: 0,
            uri: format!("{root}/{file}"),
            version: 1,
        };
        editor.request(
            "initialize",
            &json!({
                "processId": null,
                "rootUri": root,
                "capabilities": {"experimental": {"serverStatusNotification": true}},
                "initializationOptions": {
                    "checkOnSave": false,
                    "cachePriming": {"enable": false},
                    "completion": {"autoimport": {"enable": false}},
                },
            }),
        )?;
        editor.notify("initialized", &json!({}))?;
        let document = json!({"uri": editor.uri, "languageId": "rust", "version": 1, "text": text});
        editor.notify("textDocument/didOpen", &json!({"textDocument": document}))?;
        while editor.next()?.pointer("/params/quiescent") != Some(&Value::Bool(true)) {}
        Ok(editor)
    }

    /// What is offered at the cursor, when this is all that the file holds.
    pub fn complete(&mut self, before: &str, behind: &str) -> io::Result<Vec<String>> {
        self.version += 1;
        let document = json!({"uri": self.uri, "version": self.version});
        let text = json!({"text": format!("{before}{behind}")});
        let change = json!({"textDocument": document, "contentChanges": [text]});
        self.notify("textDocument/didChange", &change)?;
        let line = before.matches('\n').count();
        let character = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        let position = json!({"line": line, "character": character});
        let offered = self.request(
            "textDocument/completion",
            &json!({"textDocument": {"uri": self.uri}, "position": position}),
        )?;
        let items = offered["items"].as_array().or(offered.as_array());
        let labels = items.into_iter().flatten().map(|item| &item["label"]);
        Ok(labels
            .filter_map(|label| label.as_str().map(str::to_owned))
            .collect())
    }

    fn request(&mut self, method: &str, params: &Value) -> io::Result<Value> {
        loop {
            self.requests += 1;
            let id = self.requests;
            self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
            let mut answer = self.next()?;
            while answer["id"] != id {
                answer = self.next()?;
            }
            match answer["error"]["code"].as_i64() {
                None => return Ok(answer["result"].take()),
                Some(CONTENT_MODIFIED) => {}
                Some(_) => return Err(io::Error::other(answer["error"].to_string())),
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) -> io::Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// The next message that is no request: nothing is known here that those ask for.
    fn next(&mut self) -> io::Result<Value> {
        loop {
            let message = self.messages.recv_timeout(PATIENCE);
            let message = message.map_err(|_| io::Error::other("rust-analyzer is silent"))?;
            if message["method"].is_null() || message["id"].is_null() {
                return Ok(message);
            }
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}))?;
        }
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        let message = message.to_string();
        let length = message.len();
        write!(self.stdin, "Content-Length: {length}\r\n\r\n{message}")?;
        self.stdin.flush()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read(stdout: &mut impl BufRead) -> io::Result<Value> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if stdout.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        if let Some(number) = header.strip_prefix("Content-Length: ") {
            length = number.parse().map_err(io::Error::other)?;
        }
    }
    let mut message = vec![0; length];
    stdout.read_exact(&mut message)?;
    serde_json::from_slice(&message).map_err(io::Error::other)
}
