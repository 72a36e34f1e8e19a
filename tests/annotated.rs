//! The packages under `tests/annotated` run every test of the contract.

use std::fs;
use std::path::Path;

#[test]
fn every_contract_is_listed() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let contracts: Vec<String> = fs::read_dir(&tests)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("contract_"))
        .collect();
    assert!(!contracts.is_empty());
    for package in ["impls", "types"] {
        let manifest = tests.join("annotated").join(package).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        for contract in &contracts {
            let path = format!("path = \"../../{contract}\"");
            assert!(manifest.contains(&path), "{package} lacks {contract}");
        }
    }
}

/// So clippy, which reads the contract over the managers written by hand, has read all of it.
#[test]
fn no_contract_differs_with_the_managers() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let contracts = fs::read_dir(&tests)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with("contract_")
        });
    for contract in contracts {
        let text = fs::read_to_string(&contract).unwrap();
        assert!(!text.contains("feature ="), "{}", contract.display());
    }
}
