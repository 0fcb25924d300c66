import { fileSigner, fromBase64 } from '@miaopi/gm';
import { DEPARTMENT, type DemoDepartment, issueOutsideKeys, startDepartment } from '@miaopi/scenarios';
import type { Kernel } from '../../src/kernel/kernel.ts';
import {
  type ConsultationPlugs,
  createExchange,
  type Exchange,
  httpConnector,
} from '../../src/modules/exchange/index.ts';

const day = 86_400_000;
const from = new Date('2026-01-01T00:00:00Z');
const to = new Date(from.getTime() + 3650 * day);
export const outsideKeys = issueOutsideKeys({ from, to });
/** Another authority's. */
export const strangerKeys = issueOutsideKeys({ from, to });

/** A department as a program of its own beside an exchange, both by the clock of the test. */
export interface DepartmentWorld {
  readonly department: DemoDepartment;
  readonly exchange: Exchange;
  /** A job of the exchange, run now. */
  follow(id: string): Promise<void>;
  /** What a route of the exchange answers to signed bytes. */
  push(
    message: unknown,
    signed?: { readonly keys?: typeof outsideKeys.caller; readonly over?: string },
  ): Promise<string>;
  fetchFile(address: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function startDepartmentWorld(
  kernel: Kernel,
  plugs: Pick<ConsultationPlugs, 'wanted' | 'readFile'>,
): Promise<DepartmentWorld> {
  const now = () => kernel.clock.now();
  const department = await startDepartment({
    keys: outsideKeys.department,
    root: outsideKeys.root,
    now: () => now().getTime(),
  });
  const { caller } = outsideKeys;
  const exchange = createExchange(
    kernel,
    [
      httpConnector({
        system: DEPARTMENT.system,
        url: department.url,
        signer: fileSigner({ privateKey: fromBase64(caller.privateKey), certificate: fromBase64(caller.certificate) }),
        caller: 'test',
        anchors: [fromBase64(outsideKeys.root)],
        now,
      }),
    ],
    {
      departments: [{ ...DEPARTMENT, certificates: [fromBase64(outsideKeys.department.certificate)] }],
      anchors: [fromBase64(outsideKeys.root)],
      spend: async () => {},
      ...plugs,
    },
  );
  const handle = (name: string) => {
    const found = exchange.module.routes?.find((r) => r.contract.name === name);
    if (!found) throw new Error(`no route ${name}`);
    return found.handle;
  };
  return {
    department,
    exchange,
    async follow(id) {
      await exchange.module.jobs?.['exchange.consult']?.({ id }, { attempt: 1, maxAttempts: 1 } as never);
    },
    async push(message, { keys = outsideKeys.department, over } = {}) {
      const data = Buffer.from(JSON.stringify(message));
      const signer = fileSigner({ privateKey: fromBase64(keys.privateKey), certificate: fromBase64(keys.certificate) });
      const headers = {
        'x-signature': Buffer.from(signer.sign(over === undefined ? data : Buffer.from(over))).toString('base64'),
        'x-certificate': keys.certificate,
      };
      const reply = await handle('exchange.takeDepartmentAnswer')({
        sent: { data, headers },
        ip: '127.0.0.1',
      } as never).catch((error: { code?: string }) => ({ body: error.code ?? String(error) }));
      return String((reply as { body: string }).body);
    },
    async fetchFile(address) {
      const token = address.slice(address.lastIndexOf('/') + 1);
      const reply = await handle('exchange.getDepartmentFile')({ params: { token }, ip: '127.0.0.1' } as never);
      return (reply as { body: Uint8Array }).body;
    },
    close: () => department.close(),
  };
}
