import { createServer } from 'node:http';

const server = createServer((request, response) => {
  response.statusCode = request.url === '/health' ? 200 : 404;
  response.end(process.env.GREETING);
});
server.listen(Number(process.env.TEST_SERVICE_PORT), '127.0.0.1');
