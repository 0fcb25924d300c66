import { useState } from 'react';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';

/** A delete that asks first. */
export function ConfirmDelete({ label, onDelete }: { label: string; onDelete: () => Promise<void> }) {
  const texts = useTexts();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="text" icon="trash" onClick={() => setAsking(true)}>
        {texts.me.delete}
        <span className="visually-hidden"> {label}</span>
      </Button>
      {asking && (
        <Dialog title={label} onClose={() => setAsking(false)}>
          <p>{texts.me.deleteConfirm}</p>
          <div className="button-row">
            <Button
              kind="danger"
              onClick={async () => {
                await onDelete();
                setAsking(false);
              }}
            >
              {texts.me.delete}
            </Button>
            <Button kind="text" onClick={() => setAsking(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
