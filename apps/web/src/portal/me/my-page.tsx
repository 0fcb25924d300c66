import { Link, useParams } from 'react-router';
import { useMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { NoticeSettings } from '../../notices/notice-settings.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { NotFound, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useBookingTexts } from '../appointments/booking-texts.ts';
import { MyBookings } from '../appointments/my-bookings.tsx';
import { useComplaintTexts } from '../complaints/complaint-texts.ts';
import { MyComplaints } from '../complaints/my-complaints.tsx';
import { useAddressTexts } from '../delivery/address-texts.ts';
import { MyAddresses } from '../delivery/my-addresses.tsx';
import { MyBills } from '../payments/my-bills.tsx';
import { usePaymentTexts } from '../payments/payment-texts.ts';
import { MySeals } from '../seals/my-seals.tsx';
import { useSealsTexts } from '../seals/seals-texts.ts';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { MySignings } from '../signing/my-signings.tsx';
import { useSigningTexts } from '../signing/signing-texts.ts';
import { useAccountTexts } from './account-texts.ts';
import { MyAccess } from './my-access.tsx';
import { MyAccount } from './my-account.tsx';
import { MyCases } from './my-cases.tsx';
import { MyDrafts } from './my-drafts.tsx';
import { MyLicences } from './my-licences.tsx';
import { MyMandates } from './my-mandates.tsx';
import { MyMaterials } from './my-materials.tsx';
import { MyMessages } from './my-messages.tsx';
import './me.css';

const TABS = {
  matters: MyCases,
  drafts: MyDrafts,
  licences: MyLicences,
  materials: MyMaterials,
  signings: MySignings,
  bookings: MyBookings,
  payments: MyBills,
  addresses: MyAddresses,
  seals: MySeals,
  messages: MyMessages,
  complaints: MyComplaints,
  notices: NoticeSettings,
  mandates: MyMandates,
  access: MyAccess,
  account: MyAccount,
} as const;

/** Everything of the person in one place. */
export function MyPage() {
  const { tab = 'matters' } = useParams();
  const texts = useTexts();
  const account = useAccountTexts();
  const signing = useSigningTexts();
  const seals = useSealsTexts();
  const bookings = useBookingTexts();
  const payments = usePaymentTexts();
  const notices = useNoticeTexts();
  const addresses = useAddressTexts();
  const complaints = useComplaintTexts();
  const me = useMe();
  if (me === null) return <SignInFirst title={texts.me.title} />;
  if (!Object.hasOwn(TABS, tab)) return <NotFound />;
  const chosen = tab as keyof typeof TABS;
  const names = {
    ...texts.me.tabs,
    account: account.tab,
    signings: signing.tab,
    seals: seals.tab,
    bookings: bookings.tab,
    payments: payments.tab,
    notices: notices.tab,
    addresses: addresses.tab,
    complaints: complaints.tab,
  };
  const Shown = TABS[chosen];
  const firm = me?.actingFor?.kind === 'firm' ? me.actingFor.name : undefined;
  return (
    <Page
      title={texts.me.title}
      heading={firm ?? me?.name ?? texts.me.title}
      lead={firm && me ? `${texts.nav.actingFor(firm)} · ${me.name}` : me?.number}
      className="my-page"
    >
      <Tabs label={texts.me.title} shown={`${tab} ${me?.name}`}>
        {(Object.keys(TABS) as (keyof typeof TABS)[]).map((key) => (
          <Link
            key={key}
            to={key === 'matters' ? '/me' : `/me/${key}`}
            aria-current={key === chosen ? 'page' : undefined}
          >
            {names[key]}
            {key === 'messages' && me && me.unread > 0 && <span className="count">{me.unread}</span>}
          </Link>
        ))}
      </Tabs>
      <h2 className="visually-hidden">{names[chosen]}</h2>
      {me === undefined ? (
        <Skeleton shape="list" />
      ) : me.account === 'staff' ? (
        <Notice tone="info" title={texts.errors.refused}>
          <a href="/work">{texts.work.title}</a>
        </Notice>
      ) : (
        <Shown />
      )}
    </Page>
  );
}
