import { getLicenceFile } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import './paper.css';
import { Picture } from '../../ui/picture.tsx';

/** The paper itself, drawn sharp at any size. */
export function PaperImage(props: {
  licenceId: string;
  name: string;
  holder: string;
  page?: number;
  card?: boolean;
  /** Said elsewhere on the page already. */
  decorative?: boolean;
}) {
  const texts = useTexts();
  const page = props.page ?? 0;
  return (
    <Picture
      className={props.card ? 'paper paper--card' : 'paper'}
      src={api.url(getLicenceFile, {
        params: { licenceId: props.licenceId },
        query: { format: 'svg' as never, page },
      })}
      alt={
        props.decorative
          ? ''
          : `${texts.licence.alt(props.name, props.holder)}${page > 0 ? ` ${texts.licence.page(page + 1)}` : ''}`
      }
    />
  );
}
