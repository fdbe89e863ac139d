import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/**
 * The thread in which PostgreSQL runs embedded (PGlite), started by embedded-postgres.ts, where what is said both ways is described. Plain
 * JavaScript, since a thread of Node 20 reads nothing else.
 */
const pglite = await PGlite.create(workerData.dir);

parentPort.on('message', async (message) => {
  if (message === 'close') {
    await pglite.close();
    parentPort.postMessage('closed');
    return;
  }
  const { stream, bytes } = message;
  try {
    const parts = [];
    // The other ways keep what was answered in memory for ever. A part is only lent.
    await pglite.execProtocolRawStream(bytes, { onRawData: (part) => parts.push(part.slice()) });
    parentPort.postMessage({ stream, bytes: Uint8Array.from(Buffer.concat(parts)) });
  } catch (error) {
    parentPort.postMessage({ stream, failed: String(error) });
  }
});
parentPort.postMessage('ready');
