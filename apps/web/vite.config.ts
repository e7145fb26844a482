import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import browserslist from 'browserslist';
import { browserslistToTargets, transform } from 'lightningcss';
import { defineConfig, type Plugin } from 'vite';
// By path: Vite bundles its configuration's own files, and leaves packages to Node, which does not read TypeScript.
import { flattenPublicCss } from '../../packages/ui/src/stylesheet/public-css';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

/** Public pages are read with old browsers: their sheet has no cascade layers and no computed colours. */
function publicStyles(): Plugin {
  return {
    name: 'public-styles',
    generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== 'asset' || !/assets\/public-[^/]*\.css$/.test(asset.fileName)) continue;
        const { code } = transform({
          filename: asset.fileName,
          code: Buffer.from(flattenPublicCss(String(asset.source))),
          minify: true,
          targets: browserslistToTargets(browserslist('chrome 86')),
        });
        asset.source = code;
      }
    },
  };
}

export default defineConfig({
  plugins: [
    tailwindcss(),
    remix({
      ignoredRouteFiles: ['**/*'],
      serverModuleFormat: 'esm',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    publicStyles(),
  ],
  // Workspace packages are TypeScript source and belong in the bundle.
  ssr: { noExternal: [/^@zhanqun\//] },
  build: { target: 'chrome111', assetsInlineLimit: 0 },
});
