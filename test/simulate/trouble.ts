import { hidesRecord } from './draw-fault.ts';
import type { TroubleEvent } from './plan.ts';
import type { World } from './world.ts';

/** Lets a trouble happen now, and end in its time. */
export function happen(world: World, event: TroubleEvent): void {
  const { sandbox, store, replicas, trace } = world;
  trace.note(textOf(event));
  switch (event.kind) {
    case 'FAULT': {
      const fault = sandbox.fail(event.rule);
      const hidden = { at: Infinity };
      const { name } = event.rule.fault;
      const breaks = name === 'reset' || name === 'truncated' ? 1 : 0;
      if (hidesRecord(event.rule)) world.recordsHiddenUntil.add(hidden);
      world.breakingFaults += breaks;
      setTimeout(() => {
        fault.remove();
        world.breakingFaults -= breaks;
        hidden.at = world.clock.now;
      }, event.ms);
      return;
    }
    case 'NETWORK': {
      const network = world[event.of];
      network.state = event.state;
      setTimeout(() => {
        network.state = 'WORKS';
      }, event.ms);
      return;
    }
    case 'CUT':
      world[event.of].cut = { side: event.side, bytes: event.bytes };
      return;
    case 'STORE':
      store.state = event.state;
      world.ledgerTroubles += 1;
      setTimeout(() => {
        store.state = 'WORKS';
        // What was asked before may still fail.
        setTimeout(() => (world.ledgerTroubles -= 1), world.deadlineMs);
      }, event.ms);
      return;
    case 'RELEASE':
      try {
        sandbox.release(event.connector, { upgrade: event.upgrade });
      } catch {
        // There are no more.
      }
      return;
    case 'REVOKE':
      sandbox.revokeTokens();
      return;
    case 'RELAY':
      sandbox.relay = event.relay;
      return;
    case 'RESTART': {
      const replica = replicas[event.replica % replicas.length];
      if (event.isKilled) {
        world.watch.breaks();
        replica?.kill();
      } else replica?.end();
      setTimeout(() => void replica?.start(), event.ms);
    }
  }
}

/** All trouble ends. */
export function calm({ sandbox, cyclr, callers, store, replicas, recordsHiddenUntil, clock, trace }: World): void {
  trace.note('all trouble ends');
  sandbox.clearFaults();
  for (const network of [cyclr, callers]) {
    network.state = 'WORKS';
    network.cut = undefined;
  }
  store.state = 'WORKS';
  for (const hidden of recordsHiddenUntil) hidden.at = Math.min(hidden.at, clock.now);
  for (const replica of replicas) void replica.start();
}

function textOf({ kind, ...event }: TroubleEvent): string {
  return `${kind} ${JSON.stringify(event)}`;
}
