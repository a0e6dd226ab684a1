package xnorsim.train;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.network.data.PngWriter;

/**
 * The training curve, epoch by epoch, as a table (.csv) and a plot (.png) next to the model file.
 *
 * <p>The picture has the accuracies on an axis from 0 to 100 % and the loss from 0 to its largest value. Without
 * held-out images the table's field for them is empty.
 */
final class TrainingCurve {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int RIGHT = 70;
    private static final int BOTTOM = 50;
    private static final int DIVISIONS = 10;
    private static final Color TRAINING = new Color(0x1F77B4);
    private static final Color HELD_OUT = new Color(0xD62728);
    private static final Color LOSS = new Color(0x7F7F7F);

    private final List<EpochResult> epochs;
    private final double mostLoss;

    private TrainingCurve(List<EpochResult> epochs) {
        this.epochs = epochs;
        this.mostLoss = epochs.stream().mapToDouble(EpochResult::loss).max().orElse(1);
    }

    /** The file beside a network file with another ending. */
    static Path beside(Path output, String ending) {
        String name = String.valueOf(output.getFileName());
        return output.resolveSibling((name.endsWith(".npz") ? name.substring(0, name.length() - 4) : name) + ending);
    }

    /** The files that {@link #write} writes. */
    static List<Path> files(Path output) {
        return List.of(beside(output, ".csv"), beside(output, ".png"));
    }

    /**
     * Writes or replaces both files, the table first; nothing before the first epoch is done.
     *
     * @throws InputException if one cannot be written, or this machine cannot draw
     */
    static void write(Path output, List<EpochResult> epochs) {
        if (epochs.isEmpty()) {
            return;
        }
        TrainingCurve curve = new TrainingCurve(epochs);
        ReplacedFile.write(beside(output, ".csv"), out -> out.write(curve.csv().getBytes(StandardCharsets.US_ASCII)));
        Path file = beside(output, ".png");
        PngWriter.write(file, curve.picture(file));
    }

    /** Java without fonts ends in errors of many kinds. */
    private BufferedImage picture(Path file) {
        try {
            return picture();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new InputException(
                    file + ": cannot be drawn: " + e + ", expected a machine with fontconfig and a font",
                    e);
        }
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("epoch,loss,training_accuracy,held_out_accuracy,seconds");
        for (int l = 0; l < epochs.getFirst().rates().size(); l++) {
            csv.append(",spike_rate_").append(l + 1);
        }
        for (EpochResult epoch : epochs) {
            String heldOut = epoch.hasHeldOut() ? String.format(Locale.ROOT, "%.6f", epoch.heldOutAccuracy()) : "";
            csv.append(String.format(Locale.ROOT, "%n%d,%.6f,%.6f,%s,%.1f", epoch.epoch(), epoch.loss(),
                    epoch.trainingAccuracy(), heldOut, epoch.duration().toNanos() * 1e-9));
            epoch.rates().forEach(rate -> csv.append(String.format(Locale.ROOT, ",%.5f", rate)));
        }
        return csv.append('\n').toString();
    }

    private BufferedImage picture() {
        // No window is opened, on a machine without a screen neither.
        System.setProperty("java.awt.headless", "true");
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        axes(g);
        legend(g);
        line(g, LOSS, epoch -> epoch.loss() / mostLoss);
        line(g, TRAINING, EpochResult::trainingAccuracy);
        line(g, HELD_OUT, EpochResult::heldOutAccuracy);
        g.dispose();
        return picture;
    }

    private void axes(Graphics2D g) {
        for (int i = 0; i <= DIVISIONS; i++) {
            int y = y((double) i / DIVISIONS);
            g.setColor(i == 0 ? Color.BLACK : new Color(0xDDDDDD));
            g.drawLine(LEFT, y, WIDTH - RIGHT, y);
            text(g, Color.BLACK, i * 100 / DIVISIONS + " %", 20, y + 5);
            text(g, LOSS, String.format(Locale.ROOT, "%.2f", mostLoss * i / DIVISIONS), WIDTH - RIGHT + 12, y + 5);
        }
        int every = Math.max(1, epochs.size() / 12);
        for (int i = 0; i < epochs.size(); i += every) {
            text(g, Color.BLACK, Integer.toString(epochs.get(i).epoch()), x(i) - 4, HEIGHT - BOTTOM + 20);
        }
        text(g, Color.BLACK, "epoch", WIDTH / 2 - 20, HEIGHT - 10);
    }

    private void legend(Graphics2D g) {
        text(g, TRAINING, "training accuracy", LEFT, TOP - 20);
        if (epochs.stream().anyMatch(EpochResult::hasHeldOut)) {
            text(g, HELD_OUT, "held-out accuracy", LEFT + 160, TOP - 20);
        }
        text(g, LOSS, "loss (scale on the right)", LEFT + 400, TOP - 20);
    }

    private static void text(Graphics2D g, Color color, String text, int x, int y) {
        g.setColor(color);
        g.drawString(text, x, y);
    }

    private void line(Graphics2D g, Color color, ToDoubleFunction<EpochResult> value) {
        g.setColor(color);
        g.setStroke(new BasicStroke(2));
        for (int i = 0; i < epochs.size(); i++) {
            double here = value.applyAsDouble(epochs.get(i));
            if (Double.isNaN(here)) {
                continue;
            }
            g.fillOval(x(i) - 3, y(here) - 3, 6, 6);
            double before = i == 0 ? Double.NaN : value.applyAsDouble(epochs.get(i - 1));
            if (!Double.isNaN(before)) {
                g.drawLine(x(i - 1), y(before), x(i), y(here));
            }
        }
    }

    private int x(int index) {
        int span = WIDTH - LEFT - RIGHT;
        return LEFT + (epochs.size() == 1 ? span / 2 : index * span / (epochs.size() - 1));
    }

    private static int y(double share) {
        return (int) Math.round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
    }
}
