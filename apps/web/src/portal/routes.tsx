import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { Page } from '../app/page.tsx';
import { useTexts } from '../texts/lang.tsx';
import { NotFound, Skeleton } from '../ui/states.tsx';
import { ArrivingLine, arriving } from './arriving.tsx';
import { GuidePage } from './guide/guide-page.tsx';
import { HomePage } from './home/home-page.tsx';

function later<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) {
  return lazy(async () => ({ default: (await arriving(load))[name] }));
}

const SearchPage = later(() => import('./search/search-page.tsx'), 'SearchPage');
const ApplyPage = later(() => import('./apply/apply-page.tsx'), 'ApplyPage');
const ChooseItemPage = later(() => import('./appointments/choose-item-page.tsx'), 'ChooseItemPage');
const BookPage = later(() => import('./appointments/book-page.tsx'), 'BookPage');
const BookingPage = later(() => import('./appointments/booking-page.tsx'), 'BookingPage');
const BillPage = later(() => import('./payments/bill-page.tsx'), 'BillPage');
const ComplainPage = later(() => import('./complaints/complain-page.tsx'), 'ComplainPage');
const ComplaintPage = later(() => import('./complaints/complaint-page.tsx'), 'ComplaintPage');
const CasePage = later(() => import('./cases/case-page.tsx'), 'CasePage');
const CorrectPage = later(() => import('./correct/correct-page.tsx'), 'CorrectPage');
const LicencePage = later(() => import('./licences/licence-page.tsx'), 'LicencePage');
const ShowPage = later(() => import('./licences/show/show-page.tsx'), 'ShowPage');
const LicencePrintPage = later(() => import('./print/licence-print-page.tsx'), 'LicencePrintPage');
const KioskHome = later(() => import('./kiosk/kiosk-home.tsx'), 'KioskHome');
const KioskApply = later(() => import('./kiosk/kiosk-apply.tsx'), 'KioskApply');
const KioskPage = later(() => import('./kiosk/kiosk-page.tsx'), 'KioskPage');
const VerifyPage = later(() => import('./verify/verify-page.tsx'), 'VerifyPage');
const QueryPage = later(() => import('./cases/query-page.tsx'), 'QueryPage');
const ApplicantLine = later(() => import('./cases/applicant-line.tsx'), 'ApplicantLine');
const MyPage = later(() => import('./me/my-page.tsx'), 'MyPage');
const ConfirmEmailPage = later(() => import('./me/confirm-email-page.tsx'), 'ConfirmEmailPage');
const SignInPage = later(() => import('./signin/signin-page.tsx'), 'SignInPage');
const ScanPage = later(() => import('./signin/scan-page.tsx'), 'ScanPage');
const SigningPage = later(() => import('./signing/signing-page.tsx'), 'SigningPage');
const CasePrintPage = later(() => import('./print/case-print-page.tsx'), 'CasePrintPage');
const PrintPage = later(() => import('./materials/print-page.tsx'), 'PrintPage');
const PrintCheckPage = later(() => import('./materials/print-check-page.tsx'), 'PrintCheckPage');
const GoPage = later(() => import('./vertical/go-page.tsx'), 'GoPage');
const SmartPage = later(() => import('./smart/smart-page.tsx'), 'SmartPage');
const PublicNoticesPage = later(() => import('./delivery/public-notices-page.tsx'), 'PublicNoticesPage');
const AboutPage = later(() => import('./about/about-page.tsx'), 'AboutPage');
const GalleryPage = import.meta.env.DEV ? later(() => import('../dev/gallery.tsx'), 'GalleryPage') : undefined;

function Coming() {
  const texts = useTexts();
  return (
    <Page title={texts.common.loading} heading={null}>
      <Skeleton />
    </Page>
  );
}

/** Pages on which an applicant is about his own matters. */
const ownSpace = /^\/(me|cases)(\/|$)/;

/** The portal's addresses. Home and guide come with the first script; the rest when first opened. */
export function PortalRoutes({ suspend = true }: { suspend?: boolean }) {
  const { pathname } = useLocation();
  const routes: ReactNode = (
    <Routes>
      <Route path="/" element={<HomePage />} />
      <Route path="/items/:slug" element={<GuidePage />} />
      <Route path="/search" element={<SearchPage />} />
      <Route path="/items/:slug/apply" element={<ApplyPage />} />
      <Route path="/items/:slug/book" element={<BookPage />} />
      <Route path="/book" element={<ChooseItemPage />} />
      <Route path="/bookings/:bookingId" element={<BookingPage />} />
      <Route path="/bills/:billId" element={<BillPage />} />
      <Route path="/complain" element={<ComplainPage />} />
      <Route path="/complaints/:complaintId" element={<ComplaintPage />} />
      <Route path="/cases/:caseId" element={<CasePage />} />
      <Route path="/cases/:caseId/correct" element={<CorrectPage />} />
      <Route path="/licences/:licenceId" element={<LicencePage />} />
      <Route path="/licences/:licenceId/show" element={<ShowPage />} />
      <Route path="/licences/:licenceId/print" element={<LicencePrintPage />} />
      <Route path="/kiosk" element={<KioskHome />} />
      <Route path="/kiosk/apply" element={<KioskApply />} />
      <Route path="/kiosk/print" element={<KioskPage />} />
      <Route path="/signings/:signingId" element={<SigningPage />} />
      <Route path="/cases/:caseId/print/:subject/:ref" element={<CasePrintPage />} />
      <Route path="/files/:fileId/print" element={<PrintPage />} />
      <Route path="/p/:sm3" element={<PrintCheckPage />} />
      <Route path="/verify" element={<VerifyPage />} />
      <Route path="/verify/:identifier" element={<VerifyPage />} />
      <Route path="/v/:identifier" element={<VerifyPage />} />
      <Route path="/query" element={<QueryPage />} />
      <Route path="/me" element={<MyPage />} />
      <Route path="/me/:tab" element={<MyPage />} />
      <Route path="/confirm-email" element={<ConfirmEmailPage />} />
      <Route path="/signin" element={<SignInPage />} />
      <Route path="/scan/:scanId" element={<ScanPage />} />
      <Route path="/go/:code" element={<GoPage />} />
      <Route path="/smart" element={<SmartPage />} />
      <Route path="/public-notices" element={<PublicNoticesPage />} />
      <Route path="/about/:topic" element={<AboutPage />} />
      {GalleryPage && <Route path="/gallery" element={<GalleryPage />} />}
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
  if (!suspend) return routes;
  return (
    <>
      <ArrivingLine />
      <Suspense fallback={<Coming />}>{routes}</Suspense>
      {ownSpace.test(pathname) && (
        <Suspense>
          <ApplicantLine />
        </Suspense>
      )}
    </>
  );
}
