import { SignInForm } from '../portal/signin/signin-form.tsx';
import { useTexts } from '../texts/lang.tsx';
import { Button, Dialog } from '../ui/kit.tsx';
import { useMe } from './api.ts';

/** Over the page, and over any dialog of it, when a session has run out: nothing that is written goes. */
export function SignInAgain({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const staff = useMe()?.account === 'staff';
  return (
    <Dialog title={texts.signIn.ended} onClose={onClose}>
      <p>{texts.signIn.endedText}</p>
      <SignInForm staff={staff} anew onDone={() => undefined} />
      <div className="button-row">
        <Button kind="text" onClick={onClose}>
          {texts.signIn.notNow}
        </Button>
      </div>
    </Dialog>
  );
}
