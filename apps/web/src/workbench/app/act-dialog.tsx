import type { CaseView } from '@miaopi/contracts';
import type { ReactNode } from 'react';
import { DialogForm } from '../../ui/asking-form.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Dialog } from '../../ui/kit.tsx';
import { useClockAct } from '../clock/use-clock-act.ts';
import { ChangedMeanwhile } from '../presence/colleagues.tsx';

/** What every dialog of an act on a case is given. */
export interface CaseDialog {
  readonly view: CaseView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/**
 * The frame of an act that is asked for in a dialog: what colleagues did meanwhile, what went wrong, the act itself and the way out.
 * @param name of the act, under which what is written for it is kept (`useKept`) and forgotten once it is done
 */
export function ActDialog(
  props: CaseDialog & {
    readonly name: string;
    readonly title: string;
    readonly label: string;
    readonly kind?: 'primary' | 'danger';
    readonly icon?: IconName;
    readonly wide?: boolean;
    /** What is wanted beyond what the fields say of themselves. */
    readonly wants?: readonly (string | false | undefined)[];
    readonly send: (requestId: string) => Promise<CaseView>;
    readonly children: ReactNode;
  },
) {
  const { act, busy, trouble } = useClockAct(props.view, props.onDone, props.name);
  return (
    <Dialog title={props.title} onClose={props.onClose} wide={props.wide}>
      <ChangedMeanwhile />
      <DialogForm
        label={props.label}
        kind={props.kind}
        icon={props.icon}
        wants={props.wants}
        busy={busy}
        trouble={trouble}
        onSend={() => void act(props.send)}
        onClose={props.onClose}
      >
        {props.children}
      </DialogForm>
    </Dialog>
  );
}
