package xnorsim.cli.run;

import java.util.List;
import java.util.Locale;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.Timeline;
import xnorsim.cli.io.Numbers;

/** A timeline as a picture: a row per layer and one for the spike bus, time to the right, a colour per cause. */
final class GanttChart {
    private static final int LEFT = 120;
    private static final int WIDTH = 1080;
    private static final int TOP = 52;
    private static final int ROW = 24;
    private static final int BAR = 18;
    private static final int TICKS = 8;

    private final StringBuilder svg = new StringBuilder();
    private final Timeline times;
    private final double scale;

    private GanttChart(Timeline times) {
        this.times = times;
        this.scale = WIDTH / (double) Math.max(1, times.cycles());
    }

    /** The SVG text. */
    static String of(String network, List<String> layers, Timeline times, long clockPeriodPs) {
        return new GanttChart(times).draw(network, layers, clockPeriodPs);
    }

    private String draw(String network, List<String> layers, long clockPeriodPs) {
        boolean bus = !times.transfers().isEmpty();
        int rows = layers.size() + (bus ? 1 : 0);
        int height = TOP + rows * ROW + 34;
        svg.append(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\">\n",
                LEFT + WIDTH + 20, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(8, 18, "start", String.format(Locale.ROOT, "%s: %,d cycles = %s", network, times.cycles(),
                Numbers.duration(times.cycles() * clockPeriodPs * 1e-12)));
        legend();
        axis(TOP + rows * ROW);
        for (int l = 0; l < layers.size(); l++) {
            text(LEFT - 8, TOP + l * ROW + 14, "end", l + " " + layers.get(l));
        }
        times.stretches().stream().filter(s -> s.step() < times.steps()).forEach(s -> bar(s.layer(), s.start(),
                s.end(), colour(s.cause()), s.cause().key() + ", " + when(s.step(), s.start(), s.end())));
        if (bus) {
            text(LEFT - 8, TOP + layers.size() * ROW + 14, "end", "spike bus");
            times.transfers().forEach(t -> bar(layers.size(), t.start(), t.end(), colour(Cause.BUS),
                    layers.get(t.layer()) + ", " + when(t.step(), t.start(), t.end())));
        }
        return svg.append("</svg>\n").toString();
    }

    private String when(long step, long start, long end) {
        return String.format(Locale.ROOT, "image %d, time step %d, cycles %,d to %,d", step / times.timeSteps(),
                step % times.timeSteps(), start, end);
    }

    private void legend() {
        int x = LEFT;
        for (Cause cause : Cause.values()) {
            svg.append(String.format(Locale.ROOT,
                    "<rect x=\"%d\" y=\"28\" width=\"12\" height=\"12\" fill=\"%s\" stroke=\"#666666\""
                            + " stroke-width=\"0.5\"/>\n",
                    x, colour(cause)));
            text(x + 17, 38, "start", cause.key());
            x += 90;
        }
    }

    private void axis(int bottom) {
        long step = niceStep(times.cycles());
        for (long cycle = 0; cycle <= times.cycles(); cycle += step) {
            double x = LEFT + cycle * scale;
            svg.append(String.format(Locale.ROOT,
                    "<line x1=\"%.2f\" y1=\"%d\" x2=\"%1$.2f\" y2=\"%d\" stroke=\"#dddddd\"/>\n", x, TOP - 4,
                    bottom + 4));
            text(x, bottom + 18, "middle", String.format(Locale.ROOT, "%,d", cycle));
        }
    }

    /** A round number of cycles, about an eighth of them. */
    private static long niceStep(long cycles) {
        long decade = 1;
        while (decade * 10 * TICKS <= cycles) {
            decade *= 10;
        }
        for (int factor : new int[]{1, 2, 5}) {
            if (decade * factor * TICKS >= cycles) {
                return decade * factor;
            }
        }
        return decade * 10;
    }

    private void bar(int row, long start, long end, String colour, String title) {
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"#444444\" "
                        + "stroke-width=\"0.3\"><title>%s</title></rect>\n",
                LEFT + start * scale, TOP + row * ROW, (end - start) * scale, BAR, colour, escaped(title)));
    }

    private void text(double x, int y, String anchor, String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.2f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, anchor,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String colour(Cause cause) {
        return switch (cause) {
            case BUSY -> "#3b78c2";
            case INPUT -> "#eeeeee";
            case BANK -> "#f2c94c";
            case BUS -> "#e2823a";
            case ARRAYS -> "#c0392b";
            case WRITING -> "#8e6bb0";
        };
    }
}
