package xnorsim.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.w3c.dom.Element;
import xnorsim.base.InputException;

class ActivityFiguresTest {
    /** Two images of two steps, three neurons: the first always fires, the second in the last step, the third never. */
    private static final Activity LAYER = new Activity("conv1", List.of(3, 4), 2, 3,
            Optional.of(new byte[]{1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0}),
            Optional.of(new double[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}), "mV");

    @TempDir
    Path folder;

    private static XYSeries series(XYChart chart, String name) {
        return chart.getSeriesCollection().stream().filter(series -> series.getName().equals(name)).findFirst()
                .orElseThrow();
    }

    @Test
    void raster_has_a_point_for_every_spike() {
        XYSeries spikes = series(ActivityFigures.raster(LAYER, new int[]{0, 1, 2}), "spikes");
        assertThat(spikes.getXData()).containsExactly(0, 1, 2, 3, 3);
        assertThat(spikes.getYData()).containsExactly(0, 0, 0, 0, 1);
    }

    @Test
    void raster_of_chosen_neurons_has_a_line_for_each() {
        XYSeries spikes = series(ActivityFigures.raster(LAYER, new int[]{1}), "spikes");
        assertThat(spikes.getXData()).containsExactly(3);
        assertThat(spikes.getYData()).containsExactly(1);
        XYChart silent = ActivityFigures.raster(LAYER, new int[]{2});
        assertThat(silent.getSeriesCollection()).extracting(XYSeries::getName).containsExactly("image 1");
    }

    @Test
    void label_of_membranes_fits_beside_the_axis() {
        for (String unit : List.of("units of 2^-F", "units of alpha")) {
            XYChart chart = ActivityFigures.membranes(
                    new Activity("conv1", List.of(3), 2, 3, LAYER.spikes().map(s -> new byte[6]),
                            Optional.of(new double[6]), unit),
                    new int[]{0});
            BufferedImage paper = new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
            var pen = paper.createGraphics();
            chart.paint(pen, chart.getWidth(), chart.getHeight());
            int letters = pen.getFontMetrics(chart.getStyler().getAxisTitleFont()).stringWidth(chart.getYAxisTitle());
            pen.dispose();
            // Title, numbers and name of the other axis, and the legend take a third of the height.
            assertThat((double) letters).as(chart.getYAxisTitle()).isLessThan(0.66 * chart.getHeight());
        }
    }

    @Test
    void rates_are_shares_of_the_neurons() {
        XYChart chart = ActivityFigures.rates(LAYER);
        // 4 steps: bins at 0, 1/4, ..., 1; neurons with 4, 1 and 0 spikes.
        XYSeries bars = series(chart, "neurons");
        assertThat(bars.getXData()).containsExactly(-0.125, -0.125, 0.125, 0.125, 0.375, 0.375, 0.625, 0.625, 0.875,
                0.875, 1.125, 1.125);
        double third = 100.0 / 3;
        assertThat(bars.getYData()).containsExactly(0, third, third, third, third, 0, 0, 0, 0, third, third, 0);
        assertThat(series(chart, "mean: 0.417").getXData()).containsExactly(5.0 / 12, 5.0 / 12);
    }

    @Test
    void membranes_are_traced_image_by_image() {
        XYChart chart = ActivityFigures.membranes(LAYER, new int[]{0, 2});
        XYSeries first = series(chart, "neuron 0");
        assertThat(first.getXData()).containsExactly(0, 1, 1.5, 2, 3);
        assertThat(first.getYData()).containsExactly(1, 4, Double.NaN, 7, 10);
        assertThat(series(chart, "neuron 2").getYData()).containsExactly(3, 6, Double.NaN, 9, 12);
        assertThat(series(chart, "has fired").getYData()).containsExactly(1, 4, 7, 10);
        assertThat(chart.getYAxisTitle()).isEqualTo("membrane (mV)");
    }

    @Test
    void neurons_are_spread() {
        Activity wide = new Activity("wide", List.of(0), 1, 10, Optional.of(new byte[]{0, 1, 0, 1, 0, 1, 0, 1, 0, 0}),
                Optional.empty(), "");
        assertThat(wide.spread(3)).as("up to the top").containsExactly(0, 4, 8);
        assertThat(wide.spread(20)).hasSize(10);
        assertThat(wide.spreadActive(2)).containsExactly(1, 5);
        assertThatThrownBy(() -> ActivityFigures.membranes(wide, new int[]{0})).hasMessageContaining("no membranes");
    }

    @Test
    void files_are_pictures_of_their_kind() throws Exception {
        XYChart chart = ActivityFigures.membranes(LAYER, new int[]{0, 1, 2});
        Path png = folder.resolve("a.png");
        Path svg = folder.resolve("a.svg");
        Figure.write(png, chart);
        Figure.write(svg, chart);
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(1950);
        assertThat(image.getHeight()).isEqualTo(1080);
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile())
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("width")).isEqualTo("650");
        assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(20);
        byte[] again = Files.readAllBytes(svg);
        Figure.write(svg, ActivityFigures.membranes(LAYER, new int[]{0, 1, 2}));
        assertThat(svg).hasBinaryContent(again);
        assertThatThrownBy(() -> Figure.write(folder.resolve("a.gif"), chart)).isInstanceOf(InputException.class)
                .hasMessageContaining(".png or .svg");
    }
}
