// polkadot-api without `chainHead` against a node: `node polkadot_api.mjs WS_URL`.

import assert from "node:assert/strict";

import { Keyring } from "@polkadot/api";
import { createClient, Enum } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";

import { check, refusal, runChecks } from "./checks.mjs";

const TAO = 1_000_000_000n;
const TRANSFER = 100_000_000n;

function connect(url) {
  const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
  const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });
  const account = (name) => {
    const pair = keyring.addFromUri(`//${name}`);
    const signer = getPolkadotSigner(pair.publicKey, "Sr25519", (data) => pair.sign(data));
    return { address: pair.address, signer };
  };
  const [alice, bob, eve] = ["Alice", "Bob", "Eve"].map(account);
  return { client, api: client.getUnsafeApi(), account, alice, bob, eve };
}

async function free(api, who) {
  return (await api.query.System.Account.getValue(who.address, { at: "best" })).data.free;
}

function transfer(api, to, value = TRANSFER) {
  return api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", to.address), value });
}

check("connect", async ({ client, api }) => {
  const { genesisHash, properties } = await client.getChainSpecData();
  assert.equal(properties.tokenSymbol, "TAO");
  assert.match(genesisHash, /^0x[0-9a-f]{64}$/);
  const version = await api.constants.System.Version();
  assert.equal(version.spec_version, 425);
});

check("storage_at_head", async ({ api, bob }) => {
  assert.equal(await free(api, bob), 1_000_000n * TAO);
});

check("map", async ({ api, bob }) => {
  const entries = await api.query.System.Account.getEntries();
  assert.ok(entries.length >= 11);
  const found = entries.find(({ keyArgs }) => keyArgs[0] === bob.address);
  assert.equal(found.value.data.free, 1_000_000n * TAO);
});

check("runtime_call", async ({ api, bob }) => {
  assert.equal(await api.apis.AccountNonceApi.account_nonce(bob.address), 0);
});

check("fee_estimate_is_the_fee", async ({ api, alice, bob }) => {
  const call = transfer(api, bob);
  const estimate = await call.getEstimatedFees(alice.address);
  const { ok, events } = await call.signAndSubmit(alice.signer);
  assert.ok(ok);
  const paid = events.find(({ type, value }) => type === "TransactionPayment" && value.type === "TransactionFeePaid");
  assert.equal(paid.value.value.actual_fee, estimate);
});

check("transfer_to_finalization", async ({ api, alice, eve }) => {
  const before = await free(api, eve);
  const { ok, block, events } = await transfer(api, eve).signAndSubmit(alice.signer);
  assert.ok(ok);
  assert.deepEqual(
    events.map(({ type, value }) => `${type}.${value.type}`),
    [
      "Balances.Withdraw",
      "Balances.Transfer",
      "Balances.Deposit", // what the sender gets back of the fee: nothing
      "Balances.Deposit",
      "TransactionPayment.TransactionFeePaid",
      "System.ExtrinsicSuccess",
    ],
  );
  assert.equal(await free(api, eve), before + TRANSFER);
  return `#${block.number}`;
});

check("failing_transfer", async ({ api, alice, bob }) => {
  const { ok, dispatchError } = await transfer(api, bob, 2_000_000n * TAO).signAndSubmit(alice.signer);
  assert.equal(ok, false);
  assert.deepEqual([dispatchError.type, dispatchError.value.type], ["Token", "FundsUnavailable"]);
});

check("module_error", async ({ api, bob }) => {
  const call = api.tx.System.remark({ remark: Uint8Array.of(1) });
  const sudo = api.tx.Sudo.sudo({ call: call.decodedCall });
  const batch = api.tx.Utility.batch_all({ calls: [sudo.decodedCall] });
  const { ok, dispatchError } = await batch.signAndSubmit(bob.signer);
  assert.equal(ok, false);
  assert.deepEqual(dispatchError, {
    type: "Module",
    value: { type: "Sudo", value: { type: "RequireSudo", value: undefined } },
  });
});

check("outdated_nonce", async ({ api, alice, bob }) => {
  const error = await refusal(transfer(api, bob).signAndSubmit(alice.signer, { nonce: 0 }));
  assert.equal(error.error.value.type, "Stale");
  return error.message;
});

check("blocks", async ({ client }) => {
  const seen = [];
  await new Promise((resolve, reject) => {
    const subscription = client.finalizedBlock$.subscribe({
      next: ({ number }) => {
        seen.push(number);
        if (seen.length === 4) {
          subscription.unsubscribe();
          resolve();
        }
      },
      error: reject,
    });
  });
  assert.deepEqual(seen, [0, 1, 2, 3].map((step) => seen[0] + step));
});

check("storage_subscription", async ({ api, alice, eve }) => {
  const seen = [];
  await new Promise((resolve, reject) => {
    const values = api.query.System.Account.watchValue(eve.address, { at: "best" });
    const subscription = values.subscribe({
      next: (update) => {
        seen.push((update.value ?? update).data.free);
        if (seen.length === 1) transfer(api, eve).signAndSubmit(alice.signer).catch(reject);
        if (seen.length === 2) {
          subscription.unsubscribe();
          resolve();
        }
      },
      error: reject,
    });
  });
  assert.equal(seen[1] - seen[0], TRANSFER);
});

check("register_a_neuron", async ({ api, account, alice }) => {
  const { SubtensorModule } = api.query;
  const best = { at: "best" };
  assert.equal(await SubtensorModule.Tempo.getValue(1, best), 100);
  const uid = await SubtensorModule.SubnetworkN.getValue(1, best);
  const hotkey = account("Miner").address;
  const call = api.tx.SubtensorModule.burned_register({ netuid: 1, hotkey });
  const { ok, events } = await call.signAndSubmit(alice.signer);
  assert.ok(ok);
  const registered = events.find(({ value }) => value.type === "NeuronRegistered");
  assert.deepEqual([registered.type, registered.value.value], ["SubtensorModule", [1, uid, hotkey]]);
  assert.equal(await SubtensorModule.Uids.getValue(1, hotkey, best), uid);
  const again = await call.signAndSubmit(alice.signer);
  assert.deepEqual(again.dispatchError.value, {
    type: "SubtensorModule",
    value: { type: "HotKeyAlreadyRegisteredInSubNet", value: undefined },
  });
  return `uid ${uid}`;
});

check("subtensor_runtime_apis", async ({ api }) => {
  const best = { at: "best" };
  assert.equal(await api.apis.SwapRuntimeApi.current_alpha_price(0, best), 1_000_000_000n);
  const neurons = await api.apis.NeuronInfoRuntimeApi.get_neurons_lite(1, best);
  assert.equal(neurons[0].uid, 0);
  const parameters = await api.apis.SubnetInfoRuntimeApi.get_subnet_hyperparams_v3(1, best);
  const tempo = parameters.find(({ name }) => Buffer.from(name.asBytes?.() ?? name).toString() === "tempo");
  assert.deepEqual(tempo.value, { type: "U16", value: 100 });
  return `${neurons.length} neurons, ${parameters.length} hyperparameters`;
});

check("stake", async ({ api, account, alice, bob }) => {
  const { AdminUtils, Sudo, SubtensorModule } = api.tx;
  const hotkey = account("Miner").address;
  const free = [
    AdminUtils.sudo_set_admin_freeze_window({ window: 0 }),
    AdminUtils.sudo_set_subtoken_enabled({ netuid: 1, subtoken_enabled: true }),
  ];
  for (const call of free) {
    assert.ok((await Sudo.sudo({ call: call.decodedCall }).signAndSubmit(alice.signer)).ok);
  }
  const call = SubtensorModule.add_stake({ hotkey, netuid: 1, amount_staked: TAO });
  const { ok, events } = await call.signAndSubmit(bob.signer);
  assert.ok(ok);
  const [who, on, tao, alpha, netuid] = events.find(({ value }) => value.type === "StakeAdded").value.value;
  assert.deepEqual([who, on, tao, netuid], [bob.address, hotkey, TAO, 1]);
  const infos = await api.apis.StakeInfoRuntimeApi.get_stake_info_for_coldkey(bob.address, { at: "best" });
  assert.deepEqual(infos.map((info) => [info.hotkey, info.netuid, info.stake]), [[hotkey, 1, alpha]]);
  const tight = { hotkey, netuid: 1, amount_unstaked: TAO / 2n, limit_price: 1_200_000_000n, allow_partial: false };
  const refused = await SubtensorModule.remove_stake_limit(tight).signAndSubmit(bob.signer);
  assert.equal(refused.dispatchError.value.value.type, "SlippageTooHigh");
  const remove = SubtensorModule.remove_stake({ hotkey, netuid: 1, amount_unstaked: TAO / 2n });
  assert.ok((await remove.signAndSubmit(bob.signer)).ok);
  return `${alpha} rao of alpha`;
});

const state = connect(process.argv[2]);
await runChecks(state);
state.client.destroy();
process.exit(0);
