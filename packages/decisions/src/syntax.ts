/** The syntax tree that compiling, type inference and the proofs share. Plain data with places in the source. */
import type { FeelValue, Kind } from './values.ts';

export interface Place {
  readonly from: number;
  readonly to: number;
}

export type Node = Place & NodeShape;

export type ArithmeticOp = '+' | '-' | '*' | '/' | '**';
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type NodeShape =
  | { readonly kind: 'const'; readonly value: FeelValue }
  | { readonly kind: 'name'; readonly name: string }
  /** The `?` of unary tests. */
  | { readonly kind: 'input' }
  | { readonly kind: 'path'; readonly of: Node; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'context'; readonly entries: readonly (readonly [string, Node])[] }
  | {
      readonly kind: 'call';
      readonly callee: string | Node;
      readonly args: readonly Node[];
      /** Parameter names, one an argument, when the call names them. */
      readonly named?: readonly string[];
    }
  | { readonly kind: 'negate'; readonly of: Node }
  | { readonly kind: 'arithmetic'; readonly op: ArithmeticOp; readonly left: Node; readonly right: Node }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Node; readonly right: Node }
  | { readonly kind: 'between'; readonly of: Node; readonly low: Node; readonly high: Node }
  | { readonly kind: 'in'; readonly of: Node; readonly tests: readonly Node[] }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'if'; readonly test: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'for'; readonly over: readonly Iterator[]; readonly body: Node }
  | { readonly kind: 'some' | 'every'; readonly over: readonly Iterator[]; readonly body: Node }
  | { readonly kind: 'filter'; readonly of: Node; readonly by: Node }
  | { readonly kind: 'instance'; readonly of: Node; readonly type: TypeNode }
  | {
      readonly kind: 'function';
      readonly params: readonly Parameter[];
      readonly body: Node;
      readonly external: boolean;
    }
  | {
      readonly kind: 'range';
      readonly start: Node | null;
      readonly startIncluded: boolean;
      readonly end: Node | null;
      readonly endIncluded: boolean;
    }
  /** `= 5` or `!= 5` standing alone as a unary test. */
  | { readonly kind: 'equal test'; readonly negated: boolean; readonly value: Node }
  /** The whole of a unary-tests source. */
  | { readonly kind: 'tests'; readonly any: boolean; readonly negated: boolean; readonly tests: readonly Node[] };

export interface Iterator {
  readonly name: string;
  readonly over: Node;
  /** `for i in 1..9`. */
  readonly upTo?: Node;
}

export interface Parameter {
  readonly name: string;
  readonly type?: TypeNode;
}

export type TypeNode =
  | { readonly type: Kind | 'Any' }
  | { readonly type: 'list' | 'range'; readonly of: TypeNode }
  | { readonly type: 'context'; readonly entries: readonly (readonly [string, TypeNode])[] }
  | { readonly type: 'unknown'; readonly name: string };

/** The nodes directly below. */
export function childrenOf(n: Node): readonly Node[] {
  switch (n.kind) {
    case 'path':
    case 'negate':
    case 'instance':
      return [n.of];
    case 'list':
      return n.items;
    case 'context':
      return n.entries.map((e) => e[1]);
    case 'call':
      return typeof n.callee === 'string' ? n.args : [n.callee, ...n.args];
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      return [n.left, n.right];
    case 'between':
      return [n.of, n.low, n.high];
    case 'in':
      return [n.of, ...n.tests];
    case 'if':
      return [n.test, n.yes, n.no];
    case 'for':
    case 'some':
    case 'every':
      return [...n.over.flatMap((i) => (i.upTo ? [i.over, i.upTo] : [i.over])), n.body];
    case 'filter':
      return [n.of, n.by];
    case 'function':
      return [n.body];
    case 'range':
      return [n.start, n.end].filter((x) => x !== null);
    case 'equal test':
      return [n.value];
    case 'tests':
      return n.tests;
    default:
      return [];
  }
}

/** Whether the node reads `?` of the enclosing unary test (and not of an inner `in`). */
export function readsInput(n: Node): boolean {
  if (n.kind === 'input') return true;
  if (n.kind === 'in') return readsInput(n.of);
  return childrenOf(n).some(readsInput);
}
