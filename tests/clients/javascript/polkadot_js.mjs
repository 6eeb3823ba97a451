// @polkadot/api against a node: `node polkadot_js.mjs WS_URL`.

import assert from "node:assert/strict";

import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";

import { check, refusal, runChecks } from "./checks.mjs";

const TAO = 1_000_000_000n;
// A value of four compact bytes: with it a transfer signed for ever is 144 bytes long.
const TRANSFER = 100_000_000n;
// What those 144 bytes cost in rao.
const TRANSFER_FEE = 170_039n;

async function connect(url) {
  const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
  const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });
  const [alice, bob, dave, eve] = ["Alice", "Bob", "Dave", "Eve"].map((name) =>
    keyring.addFromUri(`//${name}`),
  );
  return { api, keyring, alice, bob, dave, eve };
}

async function free(api, who) {
  return (await api.query.system.account(who.address)).data.free.toBigInt();
}

// The client's own `nonce: -1` knows nothing of extrinsics that wait for their block.
function nextNonce(api, who) {
  return api.rpc.system.accountNextIndex(who.address);
}

/** Send a call; the outcome at inclusion, or at finalization. */
async function send(api, call, who, { final = true, ...options } = {}) {
  const nonce = await nextNonce(api, who);
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const statuses = [];
    call
      .signAndSend(who, { nonce, ...options }, (result) => {
        statuses.push(result.status.type);
        if (result.isError) reject(new Error(statuses.join(" ")));
        if (final ? result.status.isFinalized : result.status.isInBlock) {
          stop();
          resolve({ ...outcome(result), statuses });
        }
      })
      .then((unsubscribe) => {
        stop = unsubscribe;
      }, reject);
  });
}

function outcome(result) {
  const events = result.events.map(({ event }) => event);
  const paid = events.find((event) => event.method === "TransactionFeePaid");
  return {
    block: (result.status.isFinalized ? result.status.asFinalized : result.status.asInBlock).toHex(),
    events,
    names: events.map((event) => `${event.section}.${event.method}`),
    fee: paid?.data.actualFee.toBigInt(),
    error: result.dispatchError,
  };
}

function decoded(api, error) {
  return error.isModule ? api.registry.findMetaError(error.asModule) : null;
}

check("connect", async ({ api }) => {
  assert.equal(api.runtimeVersion.specName.toString(), "node-subtensor");
  assert.equal(api.runtimeVersion.specVersion.toNumber(), 425);
  assert.deepEqual(api.registry.chainTokens, ["TAO"]);
  assert.deepEqual(api.registry.chainDecimals, [9]);
  assert.equal(api.registry.chainSS58, 42);
  return `${await api.rpc.system.chain()} ${await api.rpc.system.version()}`;
});

check("chain_facts", async ({ api }) => {
  assert.equal(api.consts.balances.existentialDeposit.toNumber(), 500);
  assert.equal(api.consts.aura.slotDuration.toNumber(), 250);
  const health = await api.rpc.system.health();
  assert.ok(health.isSyncing.isFalse);
  const { methods } = await api.rpc.rpc.methods();
  assert.ok(methods.map(String).includes("author_submitAndWatchExtrinsic"));
  return `${methods.length} methods`;
});

check("storage_at_head", async ({ api, bob, dave }) => {
  assert.equal(await free(api, bob), 1_000_000n * TAO);
  const many = await api.query.system.account.multi([bob.address, dave.address]);
  assert.deepEqual(
    many.map((account) => account.data.free.toBigInt()),
    [1_000_000n * TAO, 2_000n * TAO],
  );
});

check("storage_at_old_block", async ({ api, alice, eve }) => {
  const old = await api.rpc.chain.getBlockHash();
  const before = await free(api, eve);
  const { block } = await send(api, api.tx.balances.transferKeepAlive(eve.address, TRANSFER), alice);
  assert.equal(await free(await api.at(block), eve), before + TRANSFER);
  assert.equal(await free(await api.at(old), eve), before);
  assert.equal(await free(await api.at(api.genesisHash), alice), 1_000_000n * TAO);
});

check("map_in_pages", async ({ api, bob }) => {
  const at = await api.at(await api.rpc.chain.getFinalizedHead());
  const whole = await at.query.system.account.entries();
  const paged = [];
  const pageSize = 4;
  for (;;) {
    const startKey = paged.at(-1)?.[0];
    const page = await at.query.system.account.entriesPaged({ args: [], pageSize, startKey });
    paged.push(...page);
    if (page.length < pageSize) break;
  }
  assert.ok(whole.length >= 11);
  assert.deepEqual(paged.map(String), whole.map(String));
  const balances = new Map(whole.map(([key, account]) => [key.args[0].toString(), account]));
  assert.equal(balances.get(bob.address).data.free.toBigInt(), 1_000_000n * TAO);
  return `${whole.length} accounts`;
});

check("runtime_call", async ({ api, alice }) => {
  const { nonce } = await api.query.system.account(alice.address);
  assert.equal((await api.call.accountNonceApi.accountNonce(alice.address)).toString(), `${nonce}`);
  const version = await api.call.core.version();
  assert.equal(version.specVersion.toNumber(), 425);
});

check("absent_method", async ({ api }) => {
  assert.equal(api.rpc.chainHead_v1_follow, undefined);
  const error = await refusal(api._rpcCore.provider.send("chainHead_v1_follow", [true]));
  assert.equal(error.code, -32601);
  return error.message;
});

check("fee_estimate_is_the_fee", async ({ api, bob, dave }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const info = await call.paymentInfo(dave, { era: 0 });
  assert.equal(info.partialFee.toBigInt(), TRANSFER_FEE);
  assert.equal(info.weight.refTime.toNumber(), 231_634_000);
  const before = await free(api, dave);
  const { fee } = await send(api, call, dave, { era: 0 });
  assert.equal(fee, TRANSFER_FEE);
  assert.equal(await free(api, dave), before - TRANSFER - TRANSFER_FEE);
});

check("fee_details", async ({ api, alice, bob }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const signed = await call.signAsync(alice, { era: 0, nonce: 1 });
  const { inclusionFee } = await api.rpc.payment.queryFeeDetails(signed.toHex());
  const { baseFee, lenFee, adjustedWeightFee } = inclusionFee.unwrap();
  const parts = [baseFee, lenFee, adjustedWeightFee].map((part) => part.toNumber());
  assert.deepEqual(parts, [54_078, 144, 115_817]);
});

check("transfer_in_a_block", async ({ api, alice, bob }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const { error, statuses } = await send(api, call, alice, { final: false });
  assert.equal(error, undefined);
  assert.equal(statuses.at(-1), "InBlock");
  return statuses.join(" ");
});

check("transfer_to_finalization", async ({ api, alice, bob }) => {
  const before = await free(api, alice);
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const { error, fee, statuses } = await send(api, call, alice);
  assert.equal(error, undefined);
  assert.equal(fee, TRANSFER_FEE + 1n); // a mortal era is one byte longer
  assert.deepEqual(statuses.slice(-2), ["InBlock", "Finalized"]);
  assert.equal(await free(api, alice), before - TRANSFER - fee);
});

check("events_of_the_transfer", async ({ api, alice, bob }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const { names, events, block } = await send(api, call, alice);
  assert.deepEqual(names, [
    "balances.Withdraw",
    "balances.Transfer",
    "balances.Deposit", // what the sender gets back of the fee: nothing
    "balances.Deposit",
    "transactionPayment.TransactionFeePaid",
    "system.ExtrinsicSuccess",
  ]);
  assert.equal(events[1].data.from.toString(), alice.address);
  assert.equal(events[1].data.amount.toBigInt(), TRANSFER);
  const { block: found } = await api.rpc.chain.getBlock(block);
  const methods = found.extrinsics.map(({ method }) => `${method.section}.${method.method}`);
  assert.equal(methods[0], "timestamp.set");
  assert.ok(methods.includes("balances.transferKeepAlive"));
  const header = await api.derive.chain.getHeader(block);
  return `author ${header.author}`;
});

check("failing_transfer", async ({ api, alice, bob }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, 2_000_000n * TAO);
  const { error } = await send(api, call, alice);
  assert.ok(error.isToken);
  assert.equal(error.asToken.type, "FundsUnavailable");
});

check("module_error_undoes_the_batch", async ({ api, bob, eve }) => {
  const before = await free(api, eve);
  const calls = [
    api.tx.balances.transferKeepAlive(eve.address, TRANSFER),
    api.tx.sudo.sudo(api.tx.system.remark("0x78")),
  ];
  const { error } = await send(api, api.tx.utility.batchAll(calls), bob);
  const { section, name, docs } = decoded(api, error);
  assert.equal(`${section}.${name}`, "sudo.RequireSudo");
  assert.ok(docs.length > 0);
  assert.equal(await free(api, eve), before);
  return docs.join(" ");
});

check("batch", async ({ api, alice, dave, eve }) => {
  const before = [await free(api, dave), await free(api, eve)];
  const calls = [dave, eve].map((who) => api.tx.balances.transferKeepAlive(who.address, TRANSFER));
  const { error, names } = await send(api, api.tx.utility.batchAll(calls), alice);
  assert.equal(error, undefined);
  assert.equal(names.filter((name) => name === "utility.ItemCompleted").length, 2);
  const after = [await free(api, dave), await free(api, eve)];
  assert.deepEqual(after, before.map((balance) => balance + TRANSFER));
});

check("interrupted_batch", async ({ api, alice, eve }) => {
  const values = [TRANSFER, 3_000_000n * TAO, TRANSFER];
  const calls = values.map((value) => api.tx.balances.transferKeepAlive(eve.address, value));
  const { error, events } = await send(api, api.tx.utility.batch(calls), alice);
  assert.equal(error, undefined);
  const interrupted = events.find((event) => event.method === "BatchInterrupted");
  assert.equal(interrupted.data.index.toNumber(), 1);
  assert.equal(interrupted.data.error.asToken.type, "FundsUnavailable");
});

check("sudo", async ({ api, keyring, alice }) => {
  const target = keyring.addFromUri("//Forced");
  const inner = api.tx.balances.forceSetBalance(target.address, 5n * TAO);
  const { error, events } = await send(api, api.tx.sudo.sudo(inner), alice);
  assert.equal(error, undefined);
  const { sudoResult } = events.find((event) => event.method === "Sudid").data;
  assert.ok(sudoResult.isOk);
  assert.equal(await free(api, target), 5n * TAO);
});

check("module_error_inside_sudo", async ({ api, alice }) => {
  const inner = api.tx.balances.forceAdjustTotalIssuance("Increase", 0);
  const { events } = await send(api, api.tx.sudo.sudo(inner), alice);
  const { sudoResult } = events.find((event) => event.method === "Sudid").data;
  assert.equal(decoded(api, sudoResult.asErr).name, "DeltaZero");
});

check("new_heads", ({ api }) => follow((take) => api.rpc.chain.subscribeNewHeads(take)));

check("finalized_heads", ({ api }) =>
  follow((take) => api.rpc.chain.subscribeFinalizedHeads(take)));

check("all_heads", ({ api }) => follow((take) => api.rpc.chain.subscribeAllHeads(take)));

async function follow(subscribe) {
  const seen = [];
  await new Promise((resolve, reject) => {
    const stop = subscribe((header) => {
      seen.push(header.number.toNumber());
      if (seen.length === 4) stop.then((unsubscribe) => unsubscribe()).then(resolve, reject);
    });
    stop.catch(reject);
  });
  assert.deepEqual(seen.slice(0, 4), [0, 1, 2, 3].map((step) => seen[0] + step));
}

check("storage_subscription", async ({ api, alice, eve }) => {
  const seen = [];
  await new Promise((resolve, reject) => {
    const stop = api.query.system.account(eve.address, ({ data }) => {
      seen.push(data.free.toBigInt());
      if (seen.length === 1) {
        const call = api.tx.balances.transferKeepAlive(eve.address, TRANSFER);
        nextNonce(api, alice)
          .then((nonce) => call.signAndSend(alice, { nonce }))
          .catch(reject);
      }
      if (seen.length === 2) stop.then((unsubscribe) => unsubscribe()).then(resolve, reject);
    });
    stop.catch(reject);
  });
  assert.equal(seen[1] - seen[0], TRANSFER);
});

check("storage_subscription_of_many_keys", async ({ api, dave, eve }) => {
  const seen = [];
  await new Promise((resolve, reject) => {
    const queries = [
      [api.query.system.account, dave.address],
      [api.query.system.account, eve.address],
      api.query.timestamp.now,
    ];
    const stop = api.queryMulti(queries, (values) => {
      seen.push(values.map(String));
      if (seen.length === 3) stop.then((unsubscribe) => unsubscribe()).then(resolve, reject);
    });
    stop.catch(reject);
  });
  assert.equal(new Set(seen.map((values) => values[2])).size, 3);
  assert.equal(seen[0][0], seen[2][0]);
});

check("transfers_in_a_row", async ({ api, alice, eve }) => {
  const before = await free(api, eve);
  const first = (await nextNonce(api, alice)).toNumber();
  for (let index = 0; index < 6; index += 1) {
    const call = api.tx.balances.transferKeepAlive(eve.address, TRANSFER);
    await call.signAndSend(alice, { nonce: first + index });
    assert.equal((await nextNonce(api, alice)).toNumber(), first + index + 1);
  }
  await send(api, api.tx.balances.transferKeepAlive(eve.address, TRANSFER), alice);
  assert.equal(await free(api, eve), before + 7n * TRANSFER);
});

check("tip", async ({ api, alice, bob }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const { events, fee } = await send(api, call, alice, { tip: 1_000 });
  const paid = events.find((event) => event.method === "TransactionFeePaid");
  assert.equal(paid.data.tip.toNumber(), 1_000);
  return `fee and tip ${fee}`;
});

for (const type of ["ed25519", "ecdsa"]) {
  check(`${type}_signer`, async ({ api, keyring, alice, eve }) => {
    const signer = keyring.addFromUri("//Another", {}, type);
    await send(api, api.tx.balances.transferKeepAlive(signer.address, TRANSFER), alice);
    const { error } = await send(api, api.tx.balances.transferKeepAlive(eve.address, 1_000_000n), signer);
    assert.equal(error, undefined);
  });
}

check("wrong_metadata_hash", async ({ api, alice, bob }) => {
  const wrong = `0x${"11".repeat(32)}`;
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const error = await refusal(send(api, call, alice, { mode: 1, metadataHash: wrong, withSignedTransaction: true }));
  assert.match(error.message, /1010: Invalid Transaction: Transaction has a bad signature/);
});

check("outdated_nonce", async ({ api, alice, bob }) => {
  const call = api.tx.balances.transferKeepAlive(bob.address, TRANSFER);
  const error = await refusal(send(api, call, alice, { nonce: 0 }));
  assert.match(error.message, /1010: Invalid Transaction: Transaction is outdated/);
  return error.message;
});

check("sender_without_money", async ({ api, keyring, bob }) => {
  const poor = keyring.addFromUri("//Nobody");
  const error = await refusal(send(api, api.tx.balances.transferKeepAlive(bob.address, 1n), poor));
  assert.match(error.message, /1010: Invalid Transaction: Inability to pay some fees/);
  return error.message;
});

// Only while the first one waits for its block: a block in between is bad luck.
check("same_nonce_again", async ({ api, dave, eve }) => {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const nonce = await nextNonce(api, dave);
    const [first, second] = await Promise.all(
      [TRANSFER, TRANSFER + 1n].map((value) =>
        api.tx.balances.transferKeepAlive(eve.address, value).signAsync(dave, { nonce }),
      ),
    );
    await first.send();
    const { message } = await refusal(second.send());
    if (message.startsWith("1014")) {
      assert.match(message, /^1014: Priority is too low: \(/);
      return message;
    }
    assert.match(message, /Transaction is outdated/);
  }
  assert.fail("a block came in between each time");
});

check("register_a_neuron", async ({ api, keyring, alice }) => {
  const { subtensorModule } = api.query;
  assert.equal((await subtensorModule.tempo(1)).toNumber(), 100);
  assert.equal(Buffer.from(await subtensorModule.tokenSymbol(1)).toString(), "α");
  const uid = (await subtensorModule.subnetworkN(1)).toNumber();
  const price = (await subtensorModule.burn(1)).toBigInt();
  const hotkey = keyring.addFromUri("//Miner");
  const call = api.tx.subtensorModule.burnedRegister(1, hotkey.address);
  const { error, events } = await send(api, call, alice);
  assert.equal(error, undefined);
  const registered = events.find((event) => event.method === "NeuronRegistered");
  assert.deepEqual(registered.data.toJSON(), [1, uid, hotkey.address]);
  assert.equal((await subtensorModule.uids(1, hotkey.address)).unwrap().toNumber(), uid);
  assert.equal((await subtensorModule.keys(1, uid)).toString(), hotkey.address);
  const { error: again } = await send(api, call, alice);
  assert.equal(decoded(api, again).name, "HotKeyAlreadyRegisteredInSubNet");
  return `uid ${uid} for up to ${price} rao`;
});

check("subtensor_runtime_apis", async ({ api }) => {
  // What a neuron's price buys is taken out of the pool.
  const prices = await Promise.all([0, 1].map((netuid) => api.call.swapRuntimeApi.currentAlphaPrice(netuid)));
  assert.equal(prices[0].toNumber(), 1_000_000_000);
  assert.ok(prices[1].toNumber() > 1_010_000_000);
  const neurons = await api.call.neuronInfoRuntimeApi.getNeuronsLite(1);
  assert.equal(neurons[0].uid.toNumber(), 0);
  const parameters = await api.call.subnetInfoRuntimeApi.getSubnetHyperparams(1);
  assert.equal(parameters.unwrap().tempo.toNumber(), 100);
  return `${neurons.length} neurons`;
});

check("stake", async ({ api, keyring, alice, bob }) => {
  // Bob stakes on Alice's neuron, moves a part to another account, and reads it all.
  const { adminUtils, subtensorModule, sudo } = api.tx;
  const hotkey = keyring.addFromUri("//Miner").address;
  const poor = keyring.addFromUri("//Poor").address;
  const free = [adminUtils.sudoSetAdminFreezeWindow(0), adminUtils.sudoSetSubtokenEnabled(1, true)];
  for (const call of free) await send(api, sudo.sudo(call), alice);
  const tao = (await api.query.subtensorModule.subnetTAO(1)).toBigInt();
  const alpha = (await api.query.subtensorModule.subnetAlphaIn(1)).toBigInt();
  const { events } = await send(api, subtensorModule.addStake(hotkey, 1, TAO), bob);
  const paid = TAO - (TAO * 33n) / 65_535n;
  const got = (alpha * paid) / (tao + paid);
  const added = events.find((event) => event.method === "StakeAdded").data;
  assert.deepEqual(
    added.toJSON(),
    [bob.address, hotkey, Number(TAO), Number(got), 1, Number(TAO - paid)],
  );
  await send(api, subtensorModule.transferStake(poor, hotkey, 1, 1, TAO / 4n), bob);
  const infos = await api.call.stakeInfoRuntimeApi.getStakeInfoForColdkeys([bob.address, poor]);
  assert.deepEqual(
    infos.map(([who, [info]]) => [who.toString(), info.hotkey.toString(), info.stake.toBigInt()]),
    [[bob.address, hotkey, got - TAO / 4n], [poor, hotkey, TAO / 4n]],
  );
  const { error } = await send(api, subtensorModule.addStakeLimit(hotkey, 1, TAO, 2n * TAO, false), bob);
  assert.equal(error, undefined);
  const tight = await send(api, subtensorModule.addStakeLimit(hotkey, 1, 5n * TAO, 1_500_000_000n, false), bob);
  assert.equal(decoded(api, tight.error).name, "SlippageTooHigh");
});

check("fee_in_alpha", async ({ api, keyring, alice }) => {
  const poor = keyring.addFromUri("//Poor");
  const hotkey = keyring.addFromUri("//Miner").address;
  await send(api, api.tx.balances.transferKeepAlive(poor.address, 500n), alice);
  const { events, error } = await send(api, api.tx.subtensorModule.removeStake(hotkey, 1, TAO / 8n), poor);
  assert.equal(error, undefined);
  const { who, netuid, alphaFee, taoAmount } = events.find(
    (event) => event.method === "TransactionFeePaidWithAlpha",
  ).data;
  assert.deepEqual([who.toString(), netuid.toNumber()], [poor.address, 1]);
  const left = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey, poor.address, 1);
  assert.equal(left.unwrap().stake.toBigInt(), TAO / 8n - alphaFee.toBigInt());
  return `${alphaFee} rao of alpha for ${taoAmount} rao of TAO`;
});

check("announced_swap_blocks_transfers", async ({ api, dave, eve }) => {
  const { error } = await send(api, api.tx.subtensorModule.announceColdkeySwap("0x" + "ab".repeat(32)), dave);
  assert.equal(error, undefined);
  const refused = await refusal(send(api, api.tx.balances.transferKeepAlive(eve.address, TRANSFER), dave));
  assert.match(refused.message, /1010: Invalid Transaction: Custom error: 0/);
  return refused.message;
});

const state = await connect(process.argv[2]);
await runChecks(state);
await state.api.disconnect();
