import { createEventLogWriter } from '../src/index.ts';
import { behaviour } from './records.ts';

// Appends as fast as it may, and prints the id of every event it would acknowledge.
const [, , url = '', spoolDir = ''] = process.argv;
const writer = createEventLogWriter(url, { spoolDir, connectTimeoutMs: 300, queryTimeoutMs: 500 });

async function appendForever(): Promise<void> {
  for (;;) {
    const events = [behaviour(), behaviour()];
    await writer.appendEvents(events);
    process.stdout.write(events.map((event) => `${event.id}\n`).join(''));
  }
}
await Promise.all(Array.from({ length: 20 }, appendForever));
