// How an app's server side becomes one file: workspace packages are source and go in, third-party ones stay outside.
import { build } from 'esbuild';

const onlyOurs = {
  name: 'only-ours',
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./]/ }, (args) =>
      args.kind === 'entry-point' || args.path.startsWith('@zhanqun/')
        ? undefined
        : { path: args.path, external: true },
    );
  },
};

/** @param {Record<string, string>} entryPoints @param {string} outdir */
export function bundleServer(entryPoints, outdir) {
  return build({
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    plugins: [onlyOurs],
    logLevel: 'warning',
  });
}
