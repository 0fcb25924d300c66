import type { Text } from '@miaopi/forms';

/** `plan`: no case goes through it, it is the guide's picture. `void`: the case ended without it. */
export type FlowState = 'plan' | 'done' | 'now' | 'todo' | 'skipped' | 'void';

/** One office's part in a step. */
export interface FlowPart {
  readonly name: Text;
  readonly state: FlowState;
  /** Working days of its own. */
  readonly days?: number;
  /** A department outside the installation. */
  readonly outside?: boolean;
  /** Who did it, or has it now. */
  readonly who?: string;
  /** ISO */
  readonly at?: string;
  /** 同意, 退回 … */
  readonly said?: Text;
}

/** Beside a step: a loop that comes back to it (补正, 特别程序, 退回), or an end (不予). */
export interface FlowSide {
  readonly kind: 'loop' | 'end';
  readonly name: Text;
  readonly state: FlowState;
  readonly note?: Text;
  /** ISO, or yyyy-mm-dd */
  readonly at?: string;
  readonly until?: string;
}

export interface FlowNode {
  /** `apply` `check` `intake` `accept` `pay` `make` `deliver` `after` …; of a review step {@link stepNode}. */
  readonly id: string;
  /** Of a review step: its id in process.yaml. */
  readonly step?: string;
  readonly by: 'applicant' | 'machine' | 'official';
  readonly name: Text;
  readonly state: FlowState;
  /** `all`: every office says something · `any`: one office's word is enough. */
  readonly mode: 'one' | 'all' | 'any';
  readonly parts: readonly FlowPart[];
  readonly sides: readonly FlowSide[];
  /** Working days. */
  readonly days?: number;
  /** The decision is made here; the other review steps give opinions. */
  readonly decides?: boolean;
  /** In a plan: gone through only then. */
  readonly when?: Text;
  /** In a plan: left out then. */
  readonly unless?: Text;
  /** Why this case did not go through it. */
  readonly why?: Text;
  readonly who?: string;
  readonly at?: string;
}

/** 流程: the steps of an item in their order, or how far one case is in them. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  /** 秒批: from where to where a case goes that the machine grants. */
  readonly shortcut?: { readonly from: string; readonly to: string; readonly state: FlowState };
}

/** Id of the node of a review step: steps are named by items and could be called like another node. */
export function stepNode(step: string): string {
  return `step-${step}`;
}
