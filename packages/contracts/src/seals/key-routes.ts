import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Base64, Id } from '../shapes.ts';
import { SealCard } from './shapes.ts';

const sealParams = Type.Object({ sealId: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' }) });
const keyErrors = [
  'seals.seal_missing',
  'seals.wrong_state',
  'seals.carrier_soft',
  'seals.carrier_locked',
  'seals.carrier_unready',
] as const;

export const activateSealWithKey = defineRoute({
  name: 'seals.activateSealWithKey',
  method: 'POST',
  path: '/api/seals/:sealId/key-activation',
  permission: 'official',
  summary: 'Take an office’s made seal into use on a 智能密码钥匙: the key’s request for a certificate (PKCS#10, SM2)',
  params: sealParams,
  body: Type.Object({
    request: Base64(8000),
    label: Type.String({ minLength: 1, maxLength: 100, description: 'what the token calls itself' }),
  }),
  reply: SealCard,
  errors: [
    'seals.seal_missing',
    'seals.not_yours',
    'seals.wrong_state',
    'seals.key_refused',
    'seals.key_used',
    'seals.carrier_silent',
    'seals.carrier_refused',
  ],
});

export const beginKeySealing = defineRoute({
  name: 'seals.beginKeySealing',
  method: 'POST',
  path: '/api/seals/:sealId/key-sealings',
  permission: 'official',
  summary: 'What the keeper’s key is to sign for files that wait: TBS_Sign of GB/T 38540-2020, one each',
  params: sealParams,
  body: Type.Object({ requestIds: Type.Array(Id, { minItems: 1, maxItems: 100 }) }),
  status: 201,
  reply: Type.Object({
    sealingId: Type.String(),
    certificate: Type.String({ description: 'of the key that is to sign, DER in base64' }),
    items: Type.Array(Type.Object({ requestId: Type.String(), toSign: Type.String({ description: 'DER in base64' }) })),
  }),
  errors: [...keyErrors],
});

export const completeKeySealing = defineRoute({
  name: 'seals.completeKeySealing',
  method: 'POST',
  path: '/api/seals/:sealId/key-sealings/:sealingId',
  permission: 'official',
  summary: 'The key’s signatures: verified, and the files sealed',
  params: Type.Object({ ...sealParams.properties, sealingId: Id }),
  body: Type.Object({
    signatures: Type.Array(Type.Object({ requestId: Id, signature: Base64(400) }), { minItems: 1, maxItems: 100 }),
  }),
  reply: Type.Object({ sealed: Type.Integer(), left: Type.Integer() }),
  errors: [...keyErrors, 'seals.request_missing', 'seals.wrong_signature'],
});
