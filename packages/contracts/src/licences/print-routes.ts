import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

/** One print-out of a licence; print-outs are copies (F146), and counted. */
export const LicencePrint = Type.Object({
  no: Type.Integer({ description: '第几次打印' }),
  at: Instant,
  way: oneOf(['self', 'kiosk', 'code'], { description: 'at home · signed in at a kiosk · by a print code' }),
});
export type LicencePrint = Static<typeof LicencePrint>;

export const PrintCode = Type.Object({ code: Type.String({ description: 'twelve digits' }), expiresAt: Instant });

const licence = Type.Object({ licenceId: Id });

export const printLicence = defineRoute({
  name: 'licences.print',
  method: 'POST',
  path: '/api/licences/:licenceId/prints',
  permission: 'applicant',
  summary: 'Count a print-out of a licence of mine, before printing it',
  params: licence,
  body: Type.Object({ requestId: RequestId, way: oneOf(['self', 'kiosk']) }),
  reply: LicencePrint,
  errors: ['licences.licence_missing', 'licences.not_printable'],
});

export const makePrintCode = defineRoute({
  name: 'licences.makePrintCode',
  method: 'POST',
  path: '/api/licences/:licenceId/print-codes',
  permission: 'applicant',
  summary: 'A code with which a kiosk prints a licence of mine once',
  params: licence,
  body: Type.Object({ requestId: RequestId }),
  reply: PrintCode,
  errors: ['licences.licence_missing', 'licences.not_printable', 'licences.print_code_wrong'],
});

/** Uses the code up and counts the print-out. */
export const printByCode = defineRoute({
  name: 'licences.printByCode',
  method: 'POST',
  path: '/api/kiosk/prints',
  permission: 'public',
  summary: 'At a kiosk: the licence behind a print code, to be printed',
  body: Type.Object({ requestId: RequestId, code: Type.String({ pattern: '^[0-9]{12}$' }) }),
  reply: Type.Object({
    ...LicencePrint.properties,
    name: Text,
    number: Type.String(),
    holder: Type.String({ description: 'persons masked' }),
    identifier: Type.String(),
    verifyUrl: Type.String(),
    pages: Type.Array(
      Type.Object({ width: Type.Number({ description: 'mm' }), height: Type.Number(), svg: Type.String() }),
    ),
  }),
  errors: ['licences.print_code_wrong', 'licences.not_printable', 'identity.too_many'],
});
