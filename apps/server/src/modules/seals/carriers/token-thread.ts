// A token in a thread of its own (docs/decisions/0065): started by threaded-token.ts, a bundle beside the server's.
import { parentPort, workerData } from 'node:worker_threads';
import { type TokenSettings, tokenDevice } from './token-device.ts';
import { type FromToken, packError, type ToToken } from './token-messages.ts';

const device = tokenDevice(workerData as TokenSettings);
const tell = (message: FromToken): void => parentPort!.postMessage(message);

parentPort!.on('message', ({ id, key, certificate, message }: ToToken) => {
  device.sign(key, certificate, message).then(
    (signature) => tell({ id, signature }),
    (error: unknown) => tell({ id, error: packError(error) }),
  );
});
