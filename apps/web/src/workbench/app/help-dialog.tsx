import { Button, Dialog } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** The keys, and the switch that turns them off. */
export function HelpDialog(props: { on: boolean; setOn: (on: boolean) => void; onClose: () => void }) {
  const { help } = useWorkTexts();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['J'], help.keys.next],
    [['K'], help.keys.previous],
    [['T'], help.keys.take],
    [['G'], help.keys.grant],
    [['R'], help.keys.refuse],
    [['B'], help.keys.release],
    [['S'], help.keys.resubmit],
    [['P'], help.keys.pause],
    [['E'], help.keys.goOn],
    [['X'], help.keys.extend],
    [['Y'], help.keys.accept],
    [['C'], help.keys.toCorrect],
    [['I'], help.keys.onSpot],
    [['Z'], help.keys.reject],
    [['D'], help.keys.abandon],
    [['M'], help.keys.preCheck],
    [['F'], help.keys.see],
    [['.'], help.keys.proof],
    [['[', ']'], help.keys.proofs],
    [['/'], help.keys.search],
    [['1', '…', '5'], help.keys.scopes],
    [['L'], help.keys.refresh],
    [['Ctrl', 'Enter'], help.keys.submit],
    [['Esc'], help.keys.escape],
    [['?'], help.keys.help],
  ];
  return (
    <Dialog title={help.title} onClose={props.onClose}>
      <label className="choice">
        <input type="checkbox" checked={props.on} onChange={(event) => props.setOn(event.target.checked)} />
        <span>
          {help.on}
          <span className="quiet block">{help.onHint}</span>
        </span>
      </label>
      <dl className="keys">
        {rows.map(([keys, name]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
      <div className="button-row">
        <Button kind="primary" onClick={props.onClose}>
          {help.close}
        </Button>
      </div>
    </Dialog>
  );
}
