import '@fontsource-variable/inter/index.css';
import './shell/components.css';
import './shell/assay.css';
import './shell/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { firstLanguage, loadLanguage } from './i18n';
import { App } from './shell/app';
import { router } from './shell/router';

// The screen that the address names is loaded while it is still being asked who is there.
void router.preloadRoute({ to: window.location.pathname as never }).catch(() => {});
void loadLanguage(firstLanguage()).then(() =>
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
