import java.util.Arrays;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * A node of OpenSearch that keeps its data in the directory given as first argument. The others are settings, {@code
 * name=value}; without any it is alone, on port 9200.
 */
public class Server {
  public static void main(String[] arguments) throws Exception {
    String[] alone = {
      "network.host=0.0.0.0", "http.port=9200", "discovery.type=single-node", "cluster.name=ground"
    };
    String[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild(
        (number, settings) -> {
          for (String setting : given.length == 0 ? alone : given) {
            String[] pair = setting.split("=", 2);
            String[] values = pair[1].split(",");
            if (values.length == 1) settings.put(pair[0], pair[1]);
            else settings.putList(pair[0], values);
          }
        });
    runner.build(
        OpenSearchRunner.newConfigs().numOfNode(1).basePath(arguments[0]).useLogger());
    Thread.currentThread().join();
  }
}
