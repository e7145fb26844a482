export { createHomePage } from './commands/create-home-page.server';
export { saveHomePage } from './commands/save-home-page.server';
export { saveTopicPage } from './commands/save-topic-page.server';
export * from './queries.server';
export { writeHomePage } from './write-home-page.server';
