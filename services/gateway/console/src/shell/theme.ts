import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// One hue carries the product; shade 7 on white and white on shade 8 pass WCAG AA.
const fjord: MantineColorsTuple = ['#edf6f8', '#d9eaee', '#b1d4dc', '#84bccb', '#5aa5b8', '#378fa5', '#1f7d94', '#0e6a80', '#0b5a6b', '#084855'];

const dark: MantineColorsTuple = ['#e3e8eb', '#c3ccd2', '#a3adb5', '#7d8992', '#3a464e', '#2a343b', '#1e272d', '#161d22', '#12181c', '#0e1316'];

export const theme = createTheme({
  primaryColor: 'fjord',
  colors: { fjord, dark },
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'sm',
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '21px', lineHeight: '1.25' }, h2: { fontSize: '15px', lineHeight: '1.35' }, h3: { fontSize: '13.5px', lineHeight: '1.4' } } },
  components: {
    TextInput: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'xs' } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 10 } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Drawer: { defaultProps: { position: 'right', size: 'lg', padding: 'lg' } },
  },
});

// Mantine's own greys and reds for text fail AA.
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#56626b', '--mantine-color-placeholder': '#667079', '--mantine-color-error': '#b42318', '--mantine-color-text': '#172026' },
  dark: { '--mantine-color-dimmed': '#a3adb5', '--mantine-color-placeholder': '#97a1a9', '--mantine-color-error': '#ff8f85', '--mantine-color-text': '#e3e8eb', '--mantine-color-body': '#12181c', '--mantine-color-anchor': '#84c3d3' },
});
