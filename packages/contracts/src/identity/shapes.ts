import { type Static, Type } from 'typebox';
import { Text } from '../shapes.ts';

/** Version of the service agreement at `/about/agreement` in force (F027). A new text is a new version. */
export const AGREEMENT_VERSION = 1;

/** On whose behalf the signed-in person acts. */
export const Principal = Type.Object({
  kind: Type.Union([Type.Literal('person'), Type.Literal('firm')]),
  id: Type.String(),
  name: Type.String(),
  /** Masked ID number or USCC. */
  number: Type.String(),
  /** For a firm: `legal` representative or `agent` by mandate. */
  role: Type.Union([Type.Literal('self'), Type.Literal('legal'), Type.Literal('agent')]),
  mandate: Type.Optional(
    Type.Object({ id: Type.String(), validTo: Type.String(), items: Type.Array(Type.String()), level: Type.Integer() }),
  ),
});
export type Principal = Static<typeof Principal>;

export const Me = Type.Object({
  account: Type.Union([Type.Literal('person'), Type.Literal('staff')]),
  name: Type.String(),
  /** Masked, birth date hidden (F042). */
  number: Type.String(),
  mobile: Type.Optional(Type.String()),
  actingFor: Type.Optional(Principal),
  principals: Type.Array(Principal),
  staff: Type.Optional(
    Type.Object({ office: Type.String(), officeName: Text, roles: Type.Array(Type.String()), number: Type.String() }),
  ),
  /** Sent back in header `x-csrf` with every change. */
  csrf: Type.String(),
  unread: Type.Integer(),
});
export type Me = Static<typeof Me>;
