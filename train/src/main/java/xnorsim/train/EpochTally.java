package xnorsim.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import xnorsim.train.net.Learner;

/** Sums over the steps of the epoch under way. */
final class EpochTally {
    private double loss;
    private long correct;
    private long images;
    private long nanos;
    private int looks;
    private double[] rateSums = new double[0];
    private double[] latest = new double[0];

    /** Adds a step's outcome. */
    void add(Learner.Outcome outcome, int size, long stepNanos) {
        loss += outcome.loss() * size;
        correct += outcome.correct();
        images += size;
        nanos += stepNanos;
        outcome.rates().ifPresent(this::addRates);
    }

    private void addRates(double[] rates) {
        latest = rates;
        rateSums = looks == 0 ? new double[rates.length] : rateSums;
        looks++;
        for (int l = 0; l < rates.length; l++) {
            rateSums[l] += rates[l];
        }
    }

    EpochResult result(int epoch, double heldOutAccuracy) {
        return new EpochResult(epoch, loss(), accuracy(), heldOutAccuracy, Duration.ofNanos(nanos), meanRates());
    }

    private List<Double> meanRates() {
        List<Double> rates = new ArrayList<>();
        for (double sum : rateSums) {
            rates.add(sum / looks);
        }
        return rates;
    }

    /** Whether a step was sampled. */
    boolean hasRates() {
        return looks > 0;
    }

    /** Mean loss so far. */
    double loss() {
        return loss / images;
    }

    /** Training accuracy so far. */
    double accuracy() {
        return (double) correct / images;
    }

    /** Spike rates of the latest sampled training step; after a resume, the epoch's mean until the next sample. */
    List<Double> latestRates() {
        if (latest.length == 0) {
            return meanRates();
        }
        List<Double> rates = new ArrayList<>();
        for (double rate : latest) {
            rates.add(rate);
        }
        return rates;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeDouble(loss);
        out.writeLong(correct);
        out.writeLong(images);
        out.writeLong(nanos);
        out.writeInt(looks);
        out.writeInt(rateSums.length);
        for (double sum : rateSums) {
            out.writeDouble(sum);
        }
    }

    static EpochTally read(DataInputStream in) throws IOException {
        EpochTally tally = new EpochTally();
        tally.loss = in.readDouble();
        tally.correct = in.readLong();
        tally.images = in.readLong();
        tally.nanos = in.readLong();
        tally.looks = in.readInt();
        tally.rateSums = new double[Checkpoint.count(in)];
        for (int l = 0; l < tally.rateSums.length; l++) {
            tally.rateSums[l] = in.readDouble();
        }
        return tally;
    }
}
