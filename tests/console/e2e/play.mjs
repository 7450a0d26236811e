// Plays the demonstration into a new folder, for ASSAY_DEMO: node tests/console/e2e/play.mjs <folder>
import { playDemonstration } from './installation.mjs';

await playDemonstration(process.argv[2], { console: '' });
