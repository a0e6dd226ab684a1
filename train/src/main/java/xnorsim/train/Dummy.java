package xnorsim.train;
public final class Dummy {
    private Dummy() {}
}
