import type { Kernel } from '../../kernel/kernel.ts';
import type { Text } from '../../kernel/text.ts';
import type { PaymentProvider } from './providers/provider.ts';

export interface FeeItem {
  readonly slug: string;
  readonly name: Text;
  /** USCC. */
  readonly office: string;
  readonly officeName: Text;
  readonly due: 'decision' | 'licence';
  readonly payDays: number;
  readonly basis: { readonly law: string; readonly article: string; readonly content: string };
  readonly lines: readonly {
    readonly code: string;
    readonly name: Text;
    readonly standard: Text;
    readonly amount: number;
    readonly reductions: readonly {
      readonly name: Text;
      readonly percent: number;
      readonly law: string;
      readonly article: string;
    }[];
  }[];
}

export interface PaymentsPlugs {
  readonly providers: readonly PaymentProvider[];
  /** What items in force charge. */
  feeItems(): readonly FeeItem[];
  /** Signs a PDF in an office's name, its seal at the place (mm, page from 0). */
  signPaper(
    office: { readonly uscc: string; readonly name: string },
    pdf: Uint8Array,
    paper: {
      readonly reason: string;
      readonly seal?: {
        readonly page: number;
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
      };
    },
  ): Promise<Uint8Array>;
}

export interface PaymentsDeps extends PaymentsPlugs {
  readonly kernel: Kernel;
}

/** Who acts when a provider tells us something, or time has come. */
export const paymentsActor = { kind: 'system', name: 'payments' } as const;

/** The provider of that id; undefined when the installation has none. */
export function providerOf(deps: Pick<PaymentsPlugs, 'providers'>, id: string): PaymentProvider | undefined {
  return deps.providers.find((p) => p.id === id);
}

export const watchJob = 'payments.watch_attempt';
export const refundJob = 'payments.send_refund';
