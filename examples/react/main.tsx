import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readSettings } from './settings.ts';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element "page".');

createRoot(page).render(
  <StrictMode>
    <App settings={readSettings()} />
  </StrictMode>,
);
