import { MyMessages } from '../../portal/me/my-messages.tsx';
import { useTexts } from '../../texts/lang.tsx';
import '../../portal/me/me.css';
import { Place } from '../app/place.tsx';

/** What the official was told: alarms and changes of the seals kept. */
export function MessagesPage() {
  const texts = useTexts();
  return (
    <Place title={texts.me.tabs.messages}>
      <MyMessages />
    </Place>
  );
}
