import { SignInForm } from '../portal/signin/signin-form.tsx';
import { useTexts } from '../texts/lang.tsx';
import { Button, Dialog } from '../ui/kit.tsx';

/** Over the page, and over any dialog of it, when an official's session has run out: nothing that is written goes. */
export function SignInAgain({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  return (
    <Dialog title={texts.signIn.ended} onClose={onClose}>
      <p>{texts.signIn.endedText}</p>
      <SignInForm staff keepPages onDone={onClose} />
      <div className="button-row">
        <Button kind="text" onClick={onClose}>
          {texts.signIn.notNow}
        </Button>
      </div>
    </Dialog>
  );
}
