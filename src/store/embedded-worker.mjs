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
    parentPort.postMessage({ stream, bytes: await pglite.execProtocolRaw(bytes) });
  } catch (error) {
    parentPort.postMessage({ stream, failed: String(error) });
  }
});
parentPort.postMessage('ready');
