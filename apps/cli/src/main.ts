import { type Deployment, openDeployment, readSettings } from '@zhanqun/deployment/server';
import { isDomainError } from '@zhanqun/kit';
import { Command } from 'commander';
import { addAccountCommands } from './accounts';
import { addAuditCommands } from './audit';
import { addBackupCommands } from './backup';
import { addBenchCommand } from './bench/command';
import { addDatabaseCommands } from './database';
import { addImportCommands } from './imports';
import { MIGRATIONS, ROOT } from './paths';
import { addProvisionCommands } from './provision';
import { addSearchCommands } from './search';
import { addSiteCommands } from './sites';
import { addStaticCommand } from './static';

/** Opens the deployment of these settings, works in it, closes it. Attaches when a server is running. */
export type Work = (work: (deployment: Deployment) => Promise<void>) => Promise<void>;

const withDeployment: Work = async (work) => {
  const deployment = await openDeployment(readSettings(process.env, ROOT), 'command', MIGRATIONS);
  try {
    await work(deployment);
  } finally {
    await deployment.close();
  }
};

const program = new Command('zhanqun').description('站群命令行');
addSiteCommands(program, withDeployment);
addProvisionCommands(program, withDeployment);
addAccountCommands(program, withDeployment);
addAuditCommands(program, withDeployment);
addImportCommands(program, withDeployment);
addBackupCommands(program, withDeployment);
addSearchCommands(program, withDeployment);
addStaticCommand(program);
addDatabaseCommands(program);
addBenchCommand(program);

// `zhanqun … | head` closes the pipe before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

program.parseAsync().catch((error: unknown) => {
  if (isDomainError(error)) {
    console.error(error.message);
    for (const [field, sentences] of Object.entries(error.fields)) {
      const text = sentences.join(' ');
      if (text !== error.message) console.error(`  ${field}：${text}`);
    }
  } else console.error(error);
  process.exit(1);
});
