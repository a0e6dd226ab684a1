package xnorsim.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.network.data.PngWriter;

/**
 * The look of all figures, and their files.
 *
 * <p>A figure is as wide as a page's text: 6.5 inches at 100 units an inch, with letters of about 10 points. PNG files
 * have 300 dots an inch; letters of SVG files are outlines, so they look the same everywhere.
 */
public final class Figure {
    /** Colours that people with any kind of colour vision tell apart (Okabe and Ito), the darker ones first. */
    public static final List<Color> COLOURS = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
            new Color(0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9));
    /** Endings of the files that {@link #write} makes. */
    public static final List<String> FORMATS = List.of("png", "svg");

    private static final int WIDTH = 650;
    private static final int HEIGHT = 360;
    private static final double DOTS_A_UNIT = 3;
    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xE2E2E2);

    private Figure() {}

    /**
     * An empty chart of the common look; series are added to it.
     *
     * @param title  above it
     * @param across what the horizontal axis shows, with its unit
     * @param up     what the vertical axis shows, with its unit
     * @throws InputException if this machine has no fonts
     */
    public static XYChart chart(String title, String across, String up) {
        requireFonts();
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(across).yAxisTitle(up)
                .build();
        XYStyler look = chart.getStyler();
        look.setLocale(Locale.ROOT);
        look.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setPlotBorderColor(INK);
        look.setChartFontColor(INK).setChartPadding(8);
        look.setChartTitleFont(font(Font.BOLD, 14)).setChartTitleBoxVisible(false).setChartTitlePadding(6);
        look.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal)
                .setLegendFont(font(Font.PLAIN, 13)).setLegendBorderColor(Color.WHITE).setLegendPadding(10);
        look.setSeriesColors(COLOURS.toArray(Color[]::new));
        look.setAxisTitleFont(font(Font.PLAIN, 14)).setAxisTickLabelsFont(font(Font.PLAIN, 13));
        look.setYAxisLabelAlignment(TextAlignment.Right);
        look.setAxisTickLabelsColor(INK).setAxisTickMarksColor(INK);
        look.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(0.8f));
        look.setPlotMargin(0).setPlotContentSize(1);
        look.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
        look.setSeriesMarkers(new Marker[]{SeriesMarkers.NONE});
        return chart;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Java without fonts ends in errors of many kinds, none of which says so. */
    private static void requireFonts() {
        try {
            BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = dot.createGraphics();
            g.getFontMetrics(font(Font.PLAIN, 12)).stringWidth("x");
            g.dispose();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new InputException(
                    "this machine has no fonts for a figure, expected fontconfig and a font, such as the packages "
                            + "fontconfig and fonts-dejavu-core",
                    e);
        }
    }

    /** Whether a file's name has an ending that {@link #write} knows. */
    public static boolean isPossible(Path file) {
        return FORMATS.contains(ending(file));
    }

    private static String ending(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Writes or replaces a file, PNG or SVG by its ending.
     *
     * @throws InputException if the ending is another one, or the file cannot be written
     */
    public static void write(Path file, XYChart chart) {
        switch (ending(file)) {
            case "png" -> PngWriter.write(file, picture(chart));
            case "svg" -> ReplacedFile.write(file, out -> svg(out, chart));
            default -> throw new InputException(file + ": unknown image format, expected a name ending in .png or"
                    + " .svg");
        }
    }

    private static BufferedImage picture(XYChart chart) {
        BufferedImage image = new BufferedImage((int) (chart.getWidth() * DOTS_A_UNIT),
                (int) (chart.getHeight() * DOTS_A_UNIT), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.scale(DOTS_A_UNIT, DOTS_A_UNIT);
            chart.paint(g, chart.getWidth(), chart.getHeight());
        } finally {
            g.dispose();
        }
        return image;
    }

    private static void svg(OutputStream out, XYChart chart) throws IOException {
        Document document;
        try {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java makes no XML documents", e);
        }
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment("xnorsim");
        SVGGraphics2D g = new SVGGraphics2D(context, false);
        g.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
        chart.paint(g, chart.getWidth(), chart.getHeight());
        StringWriter text = new StringWriter();
        g.stream(text, true);
        // Without the address of a document type, which some programs would fetch.
        out.write(text.toString().replaceFirst("<!DOCTYPE[^>]*>\\s*", "").getBytes(StandardCharsets.UTF_8));
    }
}
