import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UKEY_BRIDGE } from '@miaopi/contracts';
import { pemToDer } from '@miaopi/gm';
import type { OutsideKeys } from '../outside/signing.ts';
import { createBridge } from './bridge.ts';
import { demoSealToken, pkcs11SealToken } from './seal-tokens.ts';
import { demoTokens, pkcs11Token } from './tokens.ts';

/**
 * The bridge as a program, on the computer of who holds the key:
 *   tsx scenarios/src/bridge/main.ts --origin http://127.0.0.1:8080 --keys data/keys/outside.json            # the demo's keys
 *   tsx scenarios/src/bridge/main.ts --origin http://127.0.0.1:8080 --seal-token NAME                         # a demo token for seals' keys, kept in memory
 *   tsx scenarios/src/bridge/main.ts --origin https://portal --library LIB --token LABEL --sm2-mechanism N    # seals' keys on a token
 *   tsx scenarios/src/bridge/main.ts --origin https://portal --library LIB --token LABEL --key LABEL --certificate FILE [--sm2-mechanism N]
 */
const { values } = parseArgs({
  options: {
    origin: { type: 'string', multiple: true },
    keys: { type: 'string' },
    library: { type: 'string' },
    token: { type: 'string' },
    key: { type: 'string' },
    certificate: { type: 'string' },
    'sm2-mechanism': { type: 'string' },
    'key-pair-mechanism': { type: 'string' },
    'seal-token': { type: 'string', multiple: true },
  },
});
const { keys, library, token, key, certificate } = values;
const tokens = [
  ...(keys ? demoTokens(JSON.parse(readFileSync(keys, 'utf8')) as OutsideKeys) : []),
  ...(library && token && key && certificate
    ? [
        pkcs11Token({
          library,
          token,
          key,
          certificate: pemToDer(readFileSync(certificate, 'utf8')),
          ...(values['sm2-mechanism'] ? { sm2Mechanism: Number(values['sm2-mechanism']) } : {}),
        }),
      ]
    : []),
];
const mechanism = values['sm2-mechanism'];
const sealTokens = [
  ...(values['seal-token'] ?? []).map(demoSealToken),
  ...(library && token && mechanism
    ? [
        pkcs11SealToken({
          library,
          token,
          sm2Mechanism: Number(mechanism),
          ...(values['key-pair-mechanism'] ? { keyPairMechanism: Number(values['key-pair-mechanism']) } : {}),
        }),
      ]
    : []),
];
if (!values.origin || tokens.length + sealTokens.length === 0) {
  process.stderr.write(
    'bridge --origin URL (--keys FILE | --seal-token NAME | --library LIB --token LABEL [--key LABEL --certificate FILE] [--sm2-mechanism N [--key-pair-mechanism N]])\n',
  );
  process.exit(1);
}
const { hostname, port } = new URL(UKEY_BRIDGE);
createBridge({ origins: values.origin, tokens: () => tokens, sealTokens: () => sealTokens }).listen(
  Number(port),
  hostname,
  () => process.stdout.write(`${tokens.length} keys, ${sealTokens.length} for seals, at ${UKEY_BRIDGE}\n`),
);
