// Named checks of a client, each reported as one JSON line on standard output.

import assert from "node:assert/strict";

// A client that waits for something that never comes fails its check, not the whole run.
const CHECK_MILLISECONDS = 60_000;

const checks = [];

/** Declare a check: it gets the script's state, returns a detail, and throws when it fails. */
export function check(name, run) {
  checks.push({ name, run });
}

/** Run all checks and print what each of them saw. */
export async function runChecks(state) {
  for (const { name, run } of checks) {
    let line;
    try {
      const detail = await inTime(run(state));
      line = { check: name, ok: true, detail: String(detail ?? "") };
    } catch (error) {
      line = { check: name, ok: false, detail: error.stack ?? String(error) };
    }
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

/** The error with which a promise ends; throws when it does not fail. */
export async function refusal(promise) {
  let result;
  try {
    result = await promise;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: `this was accepted: ${result}` });
}

async function inTime(promise) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no end in time")), CHECK_MILLISECONDS);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
