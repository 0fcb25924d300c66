import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Route, Routes } from 'react-router';
import { makeQueryClient } from '../app/api.ts';
import { firstLang, readBoot } from '../app/boot.ts';
import { PageErrors } from '../app/page-errors.tsx';
import { Settings } from '../app/settings.tsx';
import { Shell } from '../app/shell.tsx';
import '../ui/all.css';
import './workbench.css';
import { AccountPage } from './account/account-page.tsx';
import { ElsewhereOnSite } from './app/elsewhere.tsx';
import { Gate } from './app/gate.tsx';
import { StaffLine } from './app/staff-line.tsx';
import { WorkPage } from './app/work-page.tsx';
import { AwayPage } from './away/away-page.tsx';
import { BookingsPage } from './bookings/bookings-page.tsx';
import { WorkComplaintPage } from './complaints/complaint-page.tsx';
import { ComplaintsPage } from './complaints/complaints-page.tsx';
import { DeliveriesPage } from './deliveries/deliveries-page.tsx';
import { DeskApply } from './desk/desk-apply.tsx';
import { DeskPage } from './desk/desk-page.tsx';
import { ReceiptPage } from './desk/receipt-page.tsx';
import { VisitPage } from './desk/visit-page.tsx';
import { ExperiencesPage } from './experiences/experiences-page.tsx';
import { HotlinePage } from './hotline/hotline-page.tsx';
import { IncomingPage } from './incoming/incoming-page.tsx';
import { LicenceListPage } from './licences/licence-list-page.tsx';
import { OfficeLicencePage } from './licences/office-licence-page.tsx';
import { PaperOrdersPage } from './licences/paper-orders-page.tsx';
import { MessagesPage } from './messages/messages-page.tsx';
import { PhrasesPage } from './phrases/phrases-page.tsx';
import { TeamPage } from './review/team-page.tsx';
import { SealWorkPage } from './seals/seal-work-page.tsx';

const queries = makeQueryClient();
const page = (
  <Gate>
    <WorkPage />
  </Gate>
);

const desk = (element: ReactNode) => <Gate roles={['acceptor']}>{element}</Gate>;

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <Settings lang={firstLang(readBoot())} elder={false}>
        <BrowserRouter>
          <Shell workbench>
            <StaffLine />
            <PageErrors>
              <Routes>
                <Route path="/work" element={page} />
                <Route
                  path="/work/account"
                  element={
                    <Gate roles="any">
                      <AccountPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/experiences"
                  element={
                    <Gate>
                      <ExperiencesPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/complaints"
                  element={
                    <Gate roles={['head']}>
                      <ComplaintsPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/complaints/:complaintId"
                  element={
                    <Gate roles={['head']}>
                      <WorkComplaintPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/hotline"
                  element={
                    <Gate roles={['hotline']}>
                      <HotlinePage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/parcels"
                  element={
                    <Gate roles={['acceptor', 'approver', 'head']}>
                      <IncomingPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/deliveries"
                  element={
                    <Gate roles={['acceptor', 'approver', 'head']}>
                      <DeliveriesPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/bookings"
                  element={
                    <Gate roles={['acceptor', 'approver', 'head']}>
                      <BookingsPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/away"
                  element={
                    <Gate>
                      <AwayPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/team"
                  element={
                    <Gate roles={['head']}>
                      <TeamPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/licences"
                  element={
                    <Gate>
                      <LicenceListPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/licences/papers"
                  element={
                    <Gate>
                      <PaperOrdersPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/licences/:licenceId"
                  element={
                    <Gate>
                      <OfficeLicencePage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/phrases"
                  element={
                    <Gate>
                      <PhrasesPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/messages"
                  element={
                    <Gate roles="any">
                      <MessagesPage />
                    </Gate>
                  }
                />
                <Route
                  path="/work/seals"
                  element={
                    <Gate roles={['seal-keeper']}>
                      <SealWorkPage />
                    </Gate>
                  }
                />
                <Route path="/work/desk" element={desk(<DeskPage />)} />
                <Route path="/work/desk/receipts/:caseId" element={desk(<ReceiptPage />)} />
                <Route path="/work/desk/:visitId" element={desk(<VisitPage />)} />
                <Route path="/work/desk/:visitId/:slug" element={desk(<DeskApply />)} />
                <Route path="/work/:caseId" element={page} />
                <Route path="/workbench.html" element={page} />
                <Route path="*" element={<ElsewhereOnSite />} />
              </Routes>
            </PageErrors>
          </Shell>
        </BrowserRouter>
      </Settings>
    </QueryClientProvider>,
  );
