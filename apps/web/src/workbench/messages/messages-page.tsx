import { Page } from '../../app/page.tsx';
import { MyMessages } from '../../portal/me/my-messages.tsx';
import { useTexts } from '../../texts/lang.tsx';
import '../../portal/me/me.css';

/** What the official was told: alarms and changes of the seals kept. */
export function MessagesPage() {
  const texts = useTexts();
  return (
    <Page title={texts.me.tabs.messages}>
      <MyMessages />
    </Page>
  );
}
